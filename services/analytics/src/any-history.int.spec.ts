import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestPostgres } from '@loyalty/testing';
import { playAnyHistory } from './testing/any-history.fixture.js';
import { settle } from './testing/settlement.fixture.js';
import { Trade } from './testing/trade.fixture.js';

/** A seed that found something stays here. */
const SEEDS = [1, 2, 3, 4, 5];

describe('Any history of partners', () => {
  let server: TestPostgres;

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server?.stop());

  it.each(SEEDS)(
    'is told by statements that sum to what the ledger moved, and that never change once closed (seed %i)',
    async (seed) => {
      const database = await createTestDatabase(server);
      const trade = new Trade();
      const settling = await settle(database, trade);
      try {
        const kept = new Map<string, unknown>();
        const outcomes = await playAnyHistory(trade, seed, async (ids) => {
          for (const id of ids) {
            const answer = await settling.close(id);
            if ('statement' in answer && !answer.repeated) kept.set(id, answer.statement);
          }
          expect(await settling.check()).toMatchObject({ difference: 0n, differences: [] });
          for (const [id, statement] of kept) expect([id, await settling.read(id)]).toEqual([id, statement]);
        });
        // A history in which nothing of this happened would prove nothing.
        expect(kept.size).toBeGreaterThan(1);
        expect(Object.entries(outcomes).filter(([, times]) => times === 0)).toEqual([]);
        await database.pool.query('update analytics.checkpoints set version = 0');
        const again = await settle(database, trade);
        try {
          expect(await again.check()).toMatchObject({ difference: 0n, differences: [], closed: kept.size });
          for (const [id, statement] of kept) expect([id, await again.read(id)]).toEqual([id, statement]);
        } finally {
          await again.end();
        }
      } finally {
        await settling.end();
        await database.drop();
      }
    },
  );
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPool } from '@loyalty/postgres';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { EXAMPLES } from './program.fixture.js';
import { RunningServices } from './services.fixture.js';
import { until } from './until.fixture.js';

interface Member {
  readonly card: string;
  readonly member: { readonly id: string };
  readonly account: { readonly id: string };
}

interface Change {
  readonly merge: { readonly id: string };
  readonly status: string;
}

const basket = (externalId: string, card: string) => ({
  source: 'till-1',
  externalId,
  occurredAt: '2026-01-05T10:15:00+01:00',
  member: { card },
  currency: 'EUR',
  lines: [{ id: '1', sku: 'POT', quantity: '1', unitPrice: '50.00' }],
});

describe('A merge that is under way when a process is killed', () => {
  let services: RunningServices;
  let shop: Client;
  let cards = 0;
  let sales = 0;

  beforeAll(async () => {
    services = await RunningServices.prepare({}, { copy: false });
    await services.start('accrual', 'enrollment');
    shop = services.client();
    const document = await readFile(join(EXAMPLES, 'programmes', 'tea-shop.yaml'), 'utf8');
    await shop.request('PUT', '/v1/programmes/tea-shop', document, { 'content-type': 'application/yaml' });
  });
  afterAll(() => services.close());

  const enrol = async (): Promise<Member> => {
    const card = `card-${(cards += 1)}`;
    const { body } = await shop.post<Member>('/v1/members', { card }, { 'idempotency-key': card });
    return { ...body, card };
  };
  const buy = async (card: string) => {
    const sent = basket(`sale-${(sales += 1)}`, card);
    // What a till does: it asks again until it is answered.
    await until(async () => (await shop.post('/v1/purchases', sent).catch(() => undefined))?.status !== undefined);
    return until(async () => [200, 201].includes((await shop.post('/v1/purchases', sent)).status));
  };
  const ask = (path: string, body: object, key: string) =>
    shop.post<Change>(path, body, { 'idempotency-key': key }).catch(() => undefined);
  const done = async (path: string, body: object, key: string) => {
    let change: Change | undefined;
    await until(async () => {
      const answer = await ask(path, body, key);
      change = answer?.body;
      return answer !== undefined && change?.status === 'done';
    });
    return change;
  };

  /** What both accounts hold, and what the log says that moved. */
  const available = async (members: readonly Member[]) => {
    const pool = createPool(services.databaseUrlOf('accrual'), { max: 1 });
    try {
      const { rows } = await pool.query<{ payload: string; stream: string }>(
        "select payload, stream from ledger.events where type like 'AccountMoved%'",
      );
      const asked = members.map(({ card }, at) =>
        shop.post('/v1/purchases?dryRun=true', basket(`look-${card}-${at}-${(sales += 1)}`, card)),
      );
      const balances = (await Promise.all(asked)).map(
        ({ body }) => (body as unknown as { balance: { available: number }[] }).balance[0]?.available ?? NaN,
      );
      return { balances: balances.map((each) => each - 50), moves: rows.length };
    } finally {
      await pool.end();
    }
  };

  it('is finished by the next one: nothing lost, nothing twice, and tills go on', async () => {
    let moves = 0;
    for (const [victim, ms] of [
      ['enrollment', 0],
      ['accrual', 5],
      ['enrollment', 15],
    ] as const) {
      const [ann, bob] = [await enrol(), await enrol()];
      await buy(ann.card);
      await buy(bob.card);
      const merge = { from: ann.member.id, into: bob.member.id, reason: `killed ${victim} after ${ms} ms` };
      const sent = ask('/v1/members/merge', merge, `merge-${cards}`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      await services.stop(victim, 'SIGKILL');
      await sent;
      await services.start(victim);
      const selling = buy(ann.card);
      const merged = await done('/v1/members/merge', merge, `merge-${cards}`);
      await selling;
      moves += 2;
      expect(await available([ann, bob])).toEqual({ balances: [150, 150], moves });

      const undo = { merge: merged?.merge.id, reason: 'two people after all' };
      const undoing = ask('/v1/members/unmerge', undo, `unmerge-${cards}`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      await services.stop(victim, 'SIGKILL');
      await undoing;
      await services.start(victim);
      await done('/v1/members/unmerge', undo, `unmerge-${cards}`);
      moves += 2;
      expect(await available([ann, bob])).toEqual({ balances: [100, 50], moves });
    }
  });
});

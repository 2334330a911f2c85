import type { TestDatabase } from '@loyalty/testing';
import { checkSettlements } from '../application/check-settlements.js';
import { closeSettlement } from '../application/close-settlement.js';
import { readSettlement, type ShownStatement } from '../application/read-settlements.js';
import { parseSettlementId } from '../domain/settlement-id.js';
import { openSettlement } from '../open-settlement.js';
import type { Trade } from './trade.fixture.js';

/** Settlement over a trade, on a real database. */
export async function settle(database: TestDatabase, { store, clock }: Pick<Trade, 'store' | 'clock'>) {
  const opened = await openSettlement({
    databaseUrl: database.url,
    log: store,
    clock,
    onError: (error) => {
      throw error;
    },
  });
  const { ports, reader } = opened;
  const nameOf = (id: string) => {
    const name = parseSettlementId(id);
    if (!name) throw new Error(`${id} is no settlement`);
    return name;
  };
  return {
    ports,
    async read(id: string): Promise<ShownStatement> {
      await reader.caughtUp();
      const found = await readSettlement(nameOf(id), ports);
      if (!found) throw new Error(`there is no ${id}`);
      return found;
    },
    /** Each line as `kind points money`, and what is due. */
    async lines(id: string): Promise<readonly string[]> {
      const { lines, totals } = await this.read(id);
      return [
        ...lines.map(({ side, kind, points, rate, currency, money, correctionOf }) =>
          [
            ...(correctionOf === null ? [] : [`of ${correctionOf}:`]),
            side === 'redeemed' ? 'at it' : 'its',
            kind,
            points,
            ...(money === null ? [] : [`× ${rate} = ${money} ${currency}`]),
          ].join(' '),
        ),
        ...totals.map(({ currency, due, payer }) => `${payer} pays ${due} ${currency}`),
      ];
    },
    async close(id: string, reason = 'agreed') {
      await reader.caughtUp();
      return closeSettlement({ name: nameOf(id), by: { id: 'key_1', name: 'Ann' }, reason }, ports);
    },
    async check() {
      await reader.caughtUp();
      return checkSettlements(ports);
    },
    end: () => opened.close(),
  };
}

export type Settling = Awaited<ReturnType<typeof settle>>;

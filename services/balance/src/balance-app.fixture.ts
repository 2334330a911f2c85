import type { EventStore } from '@loyalty/event-store';
import type { Programme } from '@loyalty/programme';
import { createPool } from '@loyalty/postgres';
import { type Clock, createApp, createLogger, inMemoryStaffActions } from '@loyalty/service-host';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AnswerShapes } from './answer-shapes.fixture.js';
import { BalanceModule, Balances, type Accounts, type BalanceOptions, inThisThread } from './balance.module.js';

export interface BalanceApp {
  readonly app: NestFastifyApplication;
  readonly balances: Balances;
  get(url: string, scopes?: string): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // What came over the wire; the assertions of a test are its type.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface BalanceAppOptions {
  readonly store: EventStore;
  readonly url: string;
  readonly clock: Clock;
  readonly accounts?: Accounts;
  readonly followsLedger?: boolean;
  readonly programmes?: readonly Programme[] | BalanceOptions['programmes'];
}

const NOBODY: Accounts = { find: () => Promise.resolve(undefined) };

/** In their newest versions alone. */
function knowing(programmes: readonly Programme[]): BalanceOptions['programmes'] {
  return { find: async (id) => programmes.find((each) => each.id === id) };
}

/** The service as it runs, with a key for every scope: the token is the list of its scopes. */
export async function startBalance(options: BalanceAppOptions): Promise<BalanceApp> {
  const { store, url, clock, accounts = NOBODY, followsLedger = true, programmes = [] } = options;
  const pool = createPool(url);
  const projector = inThisThread({ log: store, pool });
  const given: BalanceOptions = {
    store,
    clock,
    accounts,
    programmes: Array.isArray(programmes) ? knowing(programmes) : (programmes as BalanceOptions['programmes']),
    database: { url },
    projector,
    followsLedger,
  };
  const app = await createApp(BalanceModule.register(given), {
    clock,
    staffActions: inMemoryStaffActions(clock),
    logger: createLogger({ level: 'error' }),
    keys: { verify: (token) => ({ id: 'key', name: 'test', scopes: token.split(',') }) },
  });
  const shapes = new AnswerShapes(app);
  return {
    app,
    balances: app.get(Balances),
    async get(path, scopes = 'balances:read,reports:read') {
      const answer = await app.inject({ url: path, headers: { authorization: `Bearer ${scopes}` } });
      const body = answer.json();
      if (answer.statusCode === 200) shapes.insist(path, body);
      return { status: answer.statusCode, headers: answer.headers, body };
    },
    async close() {
      await app.close();
      await pool.end();
    },
  };
}

import type { EventStore } from '@loyalty/event-store';
import { type Clock, createApp, createLogger } from '@loyalty/service-host';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BalanceModule, Balances, type Accounts, type BalanceOptions } from './balance.module.js';

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
  readonly readsLedger?: boolean;
}

const NOBODY: Accounts = { find: () => Promise.resolve(undefined) };

/** The service as it runs, with a key for every scope: the token is the list of its scopes. */
export async function startBalance(options: BalanceAppOptions): Promise<BalanceApp> {
  const { store, url, clock, accounts = NOBODY, readsLedger = true } = options;
  const given: BalanceOptions = { store, clock, accounts, database: { url }, readsLedger };
  const app = await createApp(BalanceModule.register(given), {
    clock,
    logger: createLogger({ level: 'error' }),
    keys: { verify: (token) => ({ id: 'key', name: 'test', scopes: token.split(',') }) },
  });
  return {
    app,
    balances: app.get(Balances),
    async get(path, scopes = 'balances:read,reports:read') {
      const answer = await app.inject({ url: path, headers: { authorization: `Bearer ${scopes}` } });
      return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
    },
    close: () => app.close(),
  };
}

import type { EventStore } from '@loyalty/event-store';
import { createApp, createLogger, inMemoryStaffActions, type TestClock } from '@loyalty/service-host';
import type { Standings } from '../application/ports.js';
import { type PayoutOptions, RedemptionModule } from '../redemption.module.js';
import { WebhooksModule, type WebhooksOptions } from '../webhooks.module.js';
import { type ClockFixture, openShop, type Shop } from './shop.fixture.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The answers are what the tests look into.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface App {
  readonly url: string;
  readonly shop: Shop;
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  close(): Promise<void>;
}

const SCOPES: Readonly<Record<string, readonly string[]>> = {
  admin: ['admin'],
  till: ['redemptions:write'],
  marketer: ['rewards:write', 'vouchers:write'],
  app: ['vouchers:read'],
  boss: ['payouts:approve', 'payouts:read'],
  support: ['redemptions:read'],
  watcher: ['webhooks:read'],
  warehouse: ['fulfilments:write'],
  auditor: ['reviews:read'],
  reviewer: ['reviews:read', 'reviews:write'],
};

export interface AppOptions {
  readonly documents?: readonly string[];
  readonly store?: (clock: ClockFixture) => EventStore;
  /** Of another process on the same store. */
  readonly members?: Shop['members'];
  /** Where the catalogue is; in memory where absent. */
  readonly database?: { readonly url: string };
  readonly standing?: Standings;
  readonly payouts?: PayoutOptions;
  /** With webhooks, on `database`. */
  readonly webhooks?: Partial<WebhooksOptions>;
}

/** Redemption alone behind real HTTP, on a test clock; keys are called after who has them. */
export async function openApp(options: AppOptions = {}): Promise<App> {
  const shop = await openShop(options);
  const { store, programmes, clock, rewards, pools, positions, standing } = shop;
  const members = options.members ?? shop.members;
  const fingerprintKey = Buffer.alloc(32, 7);
  const { database, webhooks } = options;
  const told = database &&
    webhooks && [WebhooksModule.register({ database, store, clock, programmes, fingerprintKey, ...webhooks })];
  const app = await createApp(
    {
      ...(told && { imports: told }),
      ...RedemptionModule.register({
        store,
        members,
        contactChanges: (question) => (options.members ?? shop.members).contactChanges(question),
        together: (member) => (options.members ?? shop.members).together(member),
        programmes,
        clock,
        fingerprintKey,
        catalogue: database ?? { rewards, pools, positions },
        ...(standing && { standing }),
        ...(options.payouts && { payouts: options.payouts }),
      }),
    },
    {
      keys: { verify: (token) => SCOPES[token] && { id: `key_${token}`, name: token, scopes: SCOPES[token] } },
      testClock: testClockOf(clock),
      staffActions: inMemoryStaffActions(clock),
      port: 0,
      logger: createLogger({ level: 'error' }),
    },
  );
  const url = await app.getUrl();
  return {
    url,
    shop,
    call: (method, path, body, headers = {}) => send(method, url + path, { body, headers }),
    close: () => app.close(),
  };
}

async function send(
  method: string,
  url: string,
  { body, headers }: { body: unknown; headers: Readonly<Record<string, string>> },
): Promise<Answer> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, {
    method,
    headers: {
      Authorization: 'Bearer admin',
      ...(text === undefined || text === '' ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(text === undefined || text === '' ? {} : { body: text }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

function testClockOf(clock: ClockFixture): TestClock {
  return {
    now: () => clock.now(),
    moveTo: async (to) => clock.set(new Date(to).toISOString()),
    close: async () => undefined,
  };
}

import { createInMemoryStore, type EventStore } from '@loyalty/event-store';
import { createApp, createLogger, inMemoryStaffActions, type TestClock } from '@loyalty/service-host';
import { AccrualModule, type AccrualOptions } from '../accrual.module.js';
import { MembersFixture } from './members.fixture.js';
import { instant, teaProgramme } from './shop.fixture.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // The answers are what the tests look into.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface App {
  readonly url: string;
  readonly members: MembersFixture;
  readonly store: EventStore;
  readonly logged: Record<string, unknown>[];
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  close(): Promise<void>;
}

export interface AppFixtureOptions {
  readonly document?: string;
  readonly now?: string;
  readonly store?: (clock: TestClock) => EventStore;
  readonly members?: MembersFixture;
  readonly database?: NonNullable<AccrualOptions['database']>;
}

const SCOPES: Readonly<Record<string, readonly string[]>> = {
  admin: ['admin'],
  till: ['purchases:write'],
  support: ['balances:read'],
};

/** Accrual alone behind real HTTP, on a test clock; keys are called after who has them. */
export async function openApp(options: AppFixtureOptions = {}): Promise<App> {
  const clock = testClock(options.now ?? '2026-06-01T12:00:00Z');
  const members = options.members ?? new MembersFixture();
  const store = options.store?.(clock) ?? createInMemoryStore({ clock });
  const logged: Record<string, unknown>[] = [];
  const { database } = options;
  const accrual = {
    store,
    members,
    accounts: members,
    contactChanges: (question: Parameters<MembersFixture['contactChanges']>[0]) => members.contactChanges(question),
    clock,
    fingerprintKey: Buffer.alloc(32, 7),
    ...(database && { database }),
  };
  const app = await createApp(AccrualModule.register(accrual), {
    keys: { verify: (token) => SCOPES[token] && { id: `key_${token}`, name: token, scopes: SCOPES[token] } },
    testClock: clock,
    staffActions: inMemoryStaffActions(clock),
    port: 0,
    logger: createLogger({ level: 'info', destination: { write: (line: string) => logged.push(JSON.parse(line)) } }),
  });
  const url = await app.getUrl();
  const call: App['call'] = (method, path, body, headers = {}) => send(method, url + path, { body, headers });
  const document = options.document ?? teaProgramme();
  if (document !== '') await call('PUT', '/v1/programmes/tea', document, { 'Content-Type': 'application/yaml' });
  return { url, members, store, logged, call, close: () => app.close() };
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
      ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(text === undefined ? {} : { body: text }),
  });
  const answer = await response.text();
  return { status: response.status, headers: response.headers, text: answer, body: parsed(answer) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function testClock(startAt: string): TestClock {
  let at = instant(startAt);
  return {
    now: () => at,
    moveTo: async (to) => void (at = Math.max(at, to)),
    close: async () => undefined,
  };
}

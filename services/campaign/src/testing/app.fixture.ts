import { createInMemoryStore, type EventStore } from '@loyalty/event-store';
import { createApp, createLogger, inMemoryStaffActions } from '@loyalty/service-host';
import type { TestDatabase } from '@loyalty/testing';
import { CampaignModule, type CampaignOptions } from '../campaign.module.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // The answers are what the tests look into.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface App {
  readonly store: EventStore;
  /** As `ann`, unless somebody else is named. */
  call(method: string, path: string, body?: unknown, more?: Call): Promise<Answer>;
  /** Of the programme `tea`. */
  put(document: string, more?: Call): Promise<Answer>;
  moveTo(instant: string): void;
  /** Again does no harm. */
  close(): Promise<void>;
}

export interface Call {
  readonly as?: string;
  readonly type?: string;
  readonly road?: string;
}

const SCOPES: Readonly<Record<string, readonly string[]>> = {
  ann: ['programmes:write', 'programmes:approve', 'balances:read'],
  ben: ['programmes:write', 'programmes:approve', 'balances:read'],
  cleo: ['programmes:approve'],
  dan: ['programmes:write', 'balances:read'],
  owner: ['admin'],
};

type AppParts = Partial<Pick<CampaignOptions, 'store' | 'given' | 'policy' | 'announce' | 'people' | 'tierOf'>>;

/** Campaign alone behind real HTTP, on a clock of the test; keys are called after who has them. */
export async function openApp(database: TestDatabase, parts: AppParts = {}): Promise<App> {
  let now = Date.parse('2026-06-01T12:00:00Z');
  const clock = { now: () => now };
  const store = parts.store ?? createInMemoryStore({ clock });
  const options: CampaignOptions = {
    database: { url: database.url },
    given: async () => new Map(),
    people: { find: async (asked) => asked.map(() => undefined), facts: async () => [], page: async () => [] },
    tierOf: async () => undefined,
    announce: async () => undefined,
    ...parts,
    store,
    clock,
  };
  const app = await createApp(CampaignModule.register(options), {
    keys: { verify: (token) => SCOPES[token] && { id: `key_${token}`, name: token, scopes: SCOPES[token] } },
    clock,
    staffActions: inMemoryStaffActions(clock),
    port: 0,
    logger: createLogger({ level: 'error' }),
  });
  const url = await app.getUrl();
  let closing: Promise<void> | undefined;
  const call: App['call'] = (method, path, body, more = {}) => send(method, url + path, { body, ...more });
  return {
    store,
    call,
    put: (document, more) => call('PUT', '/v1/programmes/tea', document, { type: 'application/yaml', ...more }),
    moveTo: (instant) => void (now = Date.parse(instant)),
    close: () => (closing ??= app.close()),
  };
}

async function send(
  method: string,
  url: string,
  { body, as = 'ann', type = 'application/json', road }: Call & { readonly body: unknown },
): Promise<Answer> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, {
    method,
    headers: {
      Authorization: `Bearer ${as}`,
      ...(text === undefined ? {} : { 'Content-Type': type }),
      ...(road === undefined ? {} : { 'Loyalty-Road': road }),
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

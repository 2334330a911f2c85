import { afterAll, beforeAll, expect } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import type { EnrollmentOptions } from '../enrollment.module.js';
import { startProcess, type Body, type Process } from './enrollment.fixture.js';

/** One process on a database of its own, for the tests of one file. */
export interface Doors {
  readonly process: Process;
  readonly database: TestDatabase;
  readonly call: Process['call'];
  /** A text that no one has used yet. */
  fresh(): string;
  enrol(body: Readonly<Record<string, unknown>>): Promise<Body>;
  enrolWithCard(): Promise<Body & { readonly card: string }>;
  /** The id under which purchases of this card wait. */
  strangerOf(card: string): Promise<string>;
}

export const CLOSING_MS_MAX = 15_000;

export function useDoors(options: Partial<EnrollmentOptions> = {}): Doors {
  let server: TestPostgres | undefined;
  let database: TestDatabase | undefined;
  let process: Process | undefined;
  let last = 0;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    process = await startProcess(database.url, options);
  });

  afterAll(async () => {
    await process?.app.close();
    await database?.drop();
  }, CLOSING_MS_MAX);

  // On its own: a failed test may leave a connection that is never given back, and no server may stay behind for that.
  afterAll(() => server?.stop());

  const doors: Doors = {
    get process() {
      return started(process);
    },
    get database() {
      return started(database);
    },
    call: (...request) => doors.process.call(...request),
    fresh: () => `fresh-${(last += 1)}`,
    async enrol(body) {
      const answer = await doors.call('POST', '/v1/members', { body, key: doors.fresh() });
      expect(answer.status).toBe(201);
      return answer.body;
    },
    async enrolWithCard() {
      const card = doors.fresh();
      return { card, ...(await doors.enrol({ card })) };
    },
    async strangerOf(card) {
      const identity = { kind: 'card' as const, value: card };
      const [answer] = await doors.process.enrollment.resolve([{ programme: 'tea-shop', identity }]);
      if (answer === undefined || !('stranger' in answer)) throw new Error('the card is someone’s already');
      return answer.stranger;
    },
  };
  return doors;
}

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('only tests have it, once it has been started');
  return value;
}

import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import type { Enrolment, Question } from '../enrollment.module.js';
import { NOW, startProcess, type Body, type Process } from './enrollment.fixture.js';

export const card = (value: string, programme = 'tea-shop'): Question => {
  return { programme, identity: { kind: 'card', value } };
};
export const enrolment = (value: string, programme = 'tea-shop'): Enrolment => {
  return { ...card(value, programme), enrolledBy: `purchase:till:${value}`, at: NOW };
};

/** Two processes of the service on one database, as several pods have them; fresh for each test. */
export interface TwoProcesses {
  readonly database: TestDatabase;
  readonly one: Process;
  readonly other: Process;
  newMember(body: Readonly<Record<string, unknown>>): Promise<Body>;
}

const CLOSING_MS_MAX = 15_000;

export function useTwoProcesses(): TwoProcesses {
  let server: TestPostgres | undefined;
  let running: Omit<TwoProcesses, 'newMember'> | undefined;

  beforeAll(async () => {
    server = await startTestPostgres();
  });

  beforeEach(async () => {
    if (server === undefined) throw new Error('there is no server');
    const database = await createTestDatabase(server);
    const programmes = async () => ['tea-shop', 'cd-shop'];
    const one = await startProcess(database.url, { programmes });
    running = { database, one, other: await startProcess(database.url, { programmes }) };
  });

  afterEach(async () => {
    await running?.one.app.close();
    await running?.other.app.close();
    await running?.database.drop();
    running = undefined;
  }, CLOSING_MS_MAX);

  afterAll(() => server?.stop());

  const now = () => {
    if (running === undefined) throw new Error('only tests have it, once it has been started');
    return running;
  };
  return {
    get database() {
      return now().database;
    },
    get one() {
      return now().one;
    },
    get other() {
      return now().other;
    },
    async newMember(body) {
      const key = `new ${JSON.stringify(body)}`;
      const answer = await now().one.call('POST', '/v1/members', { body: { programme: 'tea-shop', ...body }, key });
      expect(answer.status).toBe(201);
      return answer.body;
    },
  };
}

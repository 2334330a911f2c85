import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { eventually, startProcess } from './testing/enrollment.fixture.js';
import { card } from './testing/two-processes.fixture.js';

describe('Purchases that wait for a member', () => {
  let server: TestPostgres;
  let database: TestDatabase;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
  });

  afterAll(async () => {
    await database?.drop();
  });
  afterAll(() => server?.stop());

  it('are handed over by the next process when the one that enrolled the member ends after its commit', async () => {
    const accrualIsDown = async () => Promise.reject(new Error('accrual is down'));
    const ending = await startProcess(database.url, { claimWaiting: accrualIsDown });
    const [stranger] = await ending.enrollment.resolve([card('4007')]);
    const { body } = await ending.call('POST', '/v1/members', { body: { card: '4007' }, key: 'enrol' });
    await eventually(() => ending.log.some((line) => line.includes('could not be handed over yet')));
    await ending.app.close();

    const next = await startProcess(database.url);
    try {
      await eventually(() => next.claims.length > 0, 10_000);
      const { member, account } = body;
      const strangers = stranger !== undefined && 'stranger' in stranger ? [stranger.stranger] : [];
      expect(next.claims).toMatchObject([{ member: member.id, account: account.id, strangers }]);
    } finally {
      await next.app.close();
    }
  });
});

import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProcess, type Process } from './testing/enrollment.fixture.js';

describe('What enrollment tells of members', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let process: Process;
  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    process = await startProcess(database.url);
  });
  afterAll(async () => {
    await process.app.close();
    await database.drop();
    await server.stop();
  });

  const join = async (profile: Readonly<Record<string, unknown>>) =>
    (await process.call('POST', '/v1/members', { body: profile, scopes: ['members:write'] })).body.member.id;
  const at = Date.parse('2026-02-28T12:00:00Z');

  it('is coarse, in the order of the questions, and nothing of who was erased or never was', async () => {
    const lena = await join({ source: 'crm', externalId: '1', name: 'Lena', birthday: '1992-02-29', language: 'de' });
    const adam = await join({ source: 'crm', externalId: '2', name: 'Adam', birthday: '1992-02-29' });
    await process.call('POST', `/v1/members/${adam}/erase`, { scopes: ['members:write'], key: 'erase' });
    const ask = (member: string) => ({ member, at, timeZone: 'Europe/Berlin' });
    const facts = await process.enrollment.facts([ask(adam), ask(lena), ask('mem_nobody')]);
    expect(facts).toEqual([
      { consents: [] },
      { birthday: ['day', 'week', 'month'], ageGroup: '25_34', language: 'de', consents: [] },
      { consents: [] },
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/1992|Lena|02-29/);
  });
});

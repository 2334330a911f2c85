import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHome, loyalty, RunningProgram, summaryOf, type TestHome } from './program.fixture.js';
import { until } from './until.fixture.js';

const shop = (id: string, more = '') => `
id: ${id}
name: Cake shop
currency: EUR
timeZone: Europe/Berlin
wallets:
  points:
    unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }
    earn: { points: 1, per: 1.00 }
${more}
`;
const GIVES = `
actions:
  - { id: hello, on: joined, points: 100, text: { en: Welcome, ru: Добро пожаловать } }
  - { id: cake, on: birthday, points: 30, text: { en: Happy birthday, ru: С днём рождения } }
`;

interface Joined {
  readonly member: { readonly id: string };
  readonly account: { readonly id: string };
}
interface Entry {
  readonly id: string;
  readonly reason: string;
  readonly occurredAt: string;
}

describe('What a programme gives by itself', () => {
  let home: TestHome;
  let program: RunningProgram;

  beforeAll(async () => {
    home = await createHome();
    program = await RunningProgram.start(home.directory, ['serve', '--test-clock', '2026-12-20T08:00:00Z']);
  });
  afterAll(async () => {
    await program.stop();
    await home.remove();
  });

  const applies = async (id: string, more?: string) => {
    const type = { 'content-type': 'application/yaml' };
    const { status } = await program.request('PUT', `/v1/programmes/${id}`, shop(id, more), type);
    expect([200, 201]).toContain(status);
  };
  const joins = async (card: string, more: object = {}) => {
    const sent = { source: 'crm', externalId: card, card, programme: 'cakes', ...more };
    const { status, body, text } = await program.post<Joined>('/v1/members', sent);
    if (status !== 201) throw new Error(text);
    return body;
  };
  const entries = async (account: string) =>
    (await program.get<{ items?: readonly Entry[] }>(`/v1/accounts/${account}/entries`)).body.items ?? [];
  const gets = async ({ account }: Joined, ...expected: readonly (readonly [string, string])[]) => {
    await until(async () => (await entries(account.id)).length >= expected.length);
    expect((await entries(account.id)).map(({ reason, occurredAt }) => [reason, occurredAt])).toEqual(expected);
  };
  const goesTo = async (now: string) => expect((await program.post('/v1/test-clock', { now })).status).toBe(200);

  it('is given for joining and on birthdays, over a year and 29 February, and explained in both languages', async () => {
    await applies('cakes');
    const early = await joins('early');
    await goesTo('2026-12-21T08:00:00Z');
    await applies('cakes', GIVES);
    const ann = await joins('ann', { birthday: '1990-12-31' });
    const bob = await joins('bob', { birthday: '2000-02-29' });
    const hello = ['joined', '2026-12-21T08:00:00Z'] as const;
    await gets(ann, hello);
    await gets(bob, hello);
    expect(
      (
        await program.post('/v1/members', {
          source: 'crm',
          externalId: 'bob',
          card: 'bob',
          birthday: '2000-02-29',
          programme: 'cakes',
        })
      ).status,
    ).toBe(200);

    await goesTo('2028-03-01T08:00:00Z');
    await gets(ann, ['birthday', '2027-12-30T23:00:00Z'], ['birthday', '2026-12-30T23:00:00Z'], hello);
    await gets(bob, ['birthday', '2028-02-28T23:00:00Z'], ['birthday', '2027-02-27T23:00:00Z'], hello);
    expect(await entries(early.account.id)).toEqual([]);

    const [cake, , welcome] = await entries(ann.account.id);
    const told = async (entry: Entry | undefined, language: string) =>
      (await program.get(`/v1/entries/${entry?.id}/explanation?language=${language}`)).text.replaceAll('\u00A0', ' ');
    expect(await told(cake, 'en')).toContain('Earned 30 points: Happy birthday.');
    expect(await told(cake, 'ru')).toContain('30 баллов: С днём рождения.');
    expect(await told(welcome, 'en')).toContain('Earned 100 points: Welcome.');
    expect(await told(welcome, 'ru')).toContain('100 баллов: Добро пожаловать.');
  });

  it('is given to whoever a purchase enrols, and to nobody twice in several programmes', async () => {
    await applies('tarts', `${GIVES}autoEnrolment: { when: always, earns: true }\n`);
    const sale = { currency: 'EUR', lines: [{ id: '1', sku: 'TART', quantity: '1', amount: '5.00' }] };
    const buys = (programme: string, externalId: string) =>
      program.post<Joined>('/v1/purchases', {
        ...{ ...sale, programme, source: 'till', externalId, member: { card: 'ann' } },
        occurredAt: '2028-03-01T08:00:00Z',
      });
    const { body } = await buys('tarts', 'tart-1');
    await until(async () => (await entries(body.account.id)).length >= 2);
    await buys('tarts', 'tart-2');
    expect((await entries(body.account.id)).filter(({ reason }) => reason === 'joined')).toHaveLength(1);
  });

  it('is what the audit computes', async () => {
    await program.stop();
    const audited = await loyalty(['audit', '--home', home.directory, '--json']);
    expect(summaryOf<{ entries: number; different: number }>(audited)).toMatchObject({ different: 0 });
  });
});

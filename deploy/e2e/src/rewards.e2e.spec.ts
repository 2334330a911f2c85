import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { createHome, EXAMPLES, loyalty, RunningProgram, summaryOf } from './program.fixture.js';
import { RunningServices } from './services.fixture.js';
import { until } from './until.fixture.js';

const WHY = ['--reason', 'as agreed'];

interface Opened {
  readonly shop: Client;
  close(): Promise<void>;
  /** Of what the commands are asked; services in processes have none. */
  readonly home?: string;
}

async function oneProcess(): Promise<Opened> {
  const home = await createHome();
  const shop = await RunningProgram.start(home.directory);
  const close = async () => {
    await shop.stop();
    await home.remove();
  };
  return { shop, close, home: home.directory };
}

async function processes(): Promise<Opened> {
  const services = await RunningServices.prepare();
  await services.start('accrual', 'enrollment', 'balance', 'redemption', 'campaign');
  return { shop: services.client(), close: () => services.close() };
}

interface Vouchers {
  readonly items: readonly { readonly id: string; readonly code: string; readonly status: string }[];
}

/** The worked example of the domain, through the doors, with its programme and its reward as they are shipped. */
describe.each([
  ['one process', oneProcess],
  ['services in processes', processes],
])('Coffee stamps in %s', (_shape, open) => {
  let opened: Opened;
  let shop: Client;
  let member: string;
  let account: string;
  beforeAll(async () => {
    opened = await open();
    ({ shop } = opened);
    const programme = await readFile(join(EXAMPLES, 'programmes', 'coffee-stamps.yaml'), 'utf8');
    await shop.request('PUT', '/v1/programmes/coffee-stamps', programme, { 'content-type': 'application/yaml' });
    const reward = await readFile(join(EXAMPLES, 'rewards', 'free-coffee.json'), 'utf8');
    await until(
      async () => (await shop.request('PUT', '/v1/rewards/free-coffee?reason=as+agreed', reward)).status < 300,
    );
    const joined = await shop.post<{ member: { id: string }; account: { id: string } }>('/v1/members', {
      source: 'crm',
      externalId: 'ann',
      card: '4007',
    });
    member = joined.body.member.id;
    account = joined.body.account.id;
  });
  afterAll(() => opened.close());

  const named = (externalId: string, day = 20) => ({
    source: 'till-1',
    externalId,
    occurredAt: `2026-01-${day}T10:15:00+01:00`,
  });
  const buy = async (externalId: string, quantity: number) => {
    const lines = [{ id: '1', sku: 'COFFEE', quantity: String(quantity), unitPrice: '3.50', categories: ['COFFEE'] }];
    // Each on a day of its own: the third visit of a day would bring a stamp more.
    const sent = { ...named(externalId, 10 + Number(externalId)), member: { card: '4007' }, currency: 'EUR', lines };
    expect((await shop.post('/v1/purchases', sent)).status).toBe(201);
  };
  const giveBack = async (of: string) => {
    const purchase = { source: 'till-1', externalId: of };
    const sent = { ...named(`back-${of}`), purchase, lines: [{ id: '1', quantity: '1' }] };
    expect((await shop.post('/v1/returns', sent)).status).toBe(201);
  };
  const vouchers = async () => (await shop.get<Vouchers>(`/v1/vouchers?member=${member}`)).body.items;
  const statuses = async () => (await vouchers()).map(({ status }) => status).join();
  const stamps = async (): Promise<object> => {
    const { body } = await shop.get<{ wallets?: readonly object[] }>(`/v1/accounts/${account}/balance`);
    return body.wallets?.[0] ?? {};
  };
  const untilStamps = (wanted: { available: number; held: number }) =>
    until(async () => {
      const { available, held } = (await stamps()) as typeof wanted;
      return available === wanted.available && held === wanted.held;
    });

  it('of purchases of 3, 3, 3 and 1 make exactly one reward', async () => {
    await buy('1', 3);
    await buy('2', 3);
    await buy('3', 3);
    await untilStamps({ available: 9, held: 0 });
    expect(await statuses()).toBe('');
    await buy('4', 1);
    await until(async () => (await statuses()) === 'usable');
    await untilStamps({ available: 0, held: 10 });
  });

  it('take the reward back with a coffee that is returned before it is used: 9 stamps', async () => {
    await giveBack('4');
    await until(async () => (await statuses()) === 'revoked');
    await untilStamps({ available: 9, held: 0 });
    await buy('5', 1);
    await until(async () => (await statuses()) === 'revoked,usable');
  });

  it('give a coffee for its code, to that member alone, once; a coffee returned after it leaves −1', async () => {
    const code = (await vouchers())[1]?.code ?? '';
    await shop.post('/v1/members', { source: 'crm', externalId: 'bob', card: '4008' });
    const use = { code, source: 'till-1', externalId: 'free-1', store: 'berlin-1' };
    const asBob = await shop.post('/v1/vouchers/use', { ...use, member: { card: '4008' } });
    expect([asBob.status, asBob.body['code']]).toEqual([409, 'code_not_yours']);
    const used = await shop.post('/v1/vouchers/use', { ...use, member: { card: '4007' } });
    expect([used.status, used.body]).toMatchObject([
      201,
      { voucher: { status: 'used', reward: { id: 'free-coffee', kind: 'free_unit', gives: { category: 'COFFEE' } } } },
    ]);
    const again = await shop.post('/v1/vouchers/use', { ...use, externalId: 'free-2', member: { card: '4007' } });
    expect([again.status, again.body]).toMatchObject([
      409,
      { code: 'voucher_used', uses: [{ store: 'berlin-1', externalId: 'free-1' }] },
    ]);
    await untilStamps({ available: 0, held: 0 });
    await giveBack('5');
    await untilStamps({ available: -1, held: 0 });
    expect(await statuses()).toBe('revoked,used');
  });

  it('agree with what their redemptions say, and the commands take rewards and codes', async () => {
    if (opened.home === undefined) return;
    const of = ['--home', opened.home, '--json'];
    const put = await loyalty(['reward', 'put', join(EXAMPLES, 'rewards', 'free-coffee.json'), ...of, ...WHY]);
    expect(summaryOf(put)).toEqual({ ok: true, reward: 'free-coffee', version: 1 });
    await shop.request('PUT', '/v1/voucher-pools/summer?reason=as+agreed', { programme: 'coffee-stamps' });
    const file = join(opened.home, 'codes.csv');
    await writeFile(file, `code,member\nSUMMER-0001,\nSUMMER-0002,${member}\n`);
    const added = await loyalty(['import', 'vouchers', file, '--pool', 'summer', ...of, ...WHY]);
    expect(summaryOf(added)).toEqual({ added: 2, known: 0 });
    expect(summaryOf(await loyalty(['import', 'vouchers', file, '--pool', 'summer', ...of, ...WHY]))).toEqual({
      added: 0,
      known: 2,
    });
    const more = Array.from({ length: 10_000 }, (_, index) => `SUMMER-1${index},`);
    await writeFile(file, ['code,member', ...more, '', 'SHORT,', ''].join('\n'));
    const refused = await loyalty(['import', 'vouchers', file, '--pool', 'summer', ...of, ...WHY]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/codes\.csv: .*\n +line 10003, \/code /)]);
    const use = { source: 'till-1', externalId: 'summer', code: 'summer-0002', member: { card: '4007' } };
    expect((await shop.post('/v1/vouchers/use', use)).status).toBe(201);
    expect(summaryOf(await loyalty(['reconcile', ...of]))).toMatchObject({ ok: true, different: 0 });
  });

  it('are for members of a tier or a segment alone where they say so, and cost them less', async () => {
    const programme = `
id: fans
name: Fans
currency: EUR
timeZone: Europe/Berlin
wallets: { points: { earn: { points: 1, per: 1.00 } } }
tiers: { period: calendar_year, ladder: [{ id: guest, name: Guest }, { id: gold, name: Gold, needs: { points: 100 } }] }
segments: { regulars: { when: 'member.purchases >= 2' } }
`;
    await shop.request('PUT', '/v1/programmes/fans', programme, { 'content-type': 'application/yaml' });
    const reward = {
      programme: 'fans',
      kind: 'item',
      name: { en: 'A scarf' },
      tiers: ['gold'],
      prices: [
        { segment: 'regulars', points: [{ wallet: 'points', points: 50 }] },
        { points: [{ wallet: 'points', points: 80 }] },
      ],
    };
    await until(
      async () =>
        (await shop.request('PUT', '/v1/rewards/scarf?reason=as+agreed', JSON.stringify(reward))).status < 300,
    );
    await shop.post('/v1/members', { source: 'crm', externalId: 'eve', card: '4009', programme: 'fans' });
    const spend = async (externalId: string, unitPrice: string) => {
      const lines = [{ id: '1', sku: 'A', quantity: '1', unitPrice }];
      const sent = { ...named(externalId), programme: 'fans', member: { card: '4009' }, currency: 'EUR', lines };
      await until(async () => (await shop.post('/v1/purchases', sent)).status < 300);
    };
    const ask = (externalId: string, how = '') =>
      shop.post<{ redemption: { points: readonly { points: number }[] } }>(`/v1/redemptions${how}`, {
        source: 'till-1',
        externalId,
        programme: 'fans',
        member: { card: '4009' },
        reward: { id: 'scarf' },
      });
    await spend('e1', '90.00');
    const early = await ask('too-early');
    expect([early.status, early.body]).toMatchObject([409, { code: 'tier_needed' }]);
    await spend('e2', '40.00');
    // Who is a regular is known some moments later.
    await until(async () => (await ask('gold', '?dryRun=true')).body.redemption?.points[0]?.points === 50);
    const taken = await ask('gold');
    expect(taken.body).toMatchObject({ redemption: { points: [{ wallet: 'points', points: 50 }] }, repeated: false });
  });

  it('are one person’s, by either card, once two members have become one', async () => {
    const body = { programme: 'coffee-stamps', source: 'crm', externalId: 'anns-other', card: '4123' };
    const other = (await shop.post<{ member: { id: string } }>('/v1/members', body)).body.member.id;
    const given = { programme: 'coffee-stamps', member: { card: '4007' }, reason: 'her birthday' };
    const voucher = await shop.post<{ voucher: { code: string } }>('/v1/vouchers', given, {
      'idempotency-key': 'cake',
    });
    const { code } = voucher.body.voucher;
    const use = { code, source: 'till-1', externalId: 'cake', member: { card: '4123' } };
    expect((await shop.post('/v1/vouchers/use', use)).body).toMatchObject({ code: 'code_not_yours' });
    const asked = { from: member, into: other, reason: 'one person, two cards' };
    const merged = await shop.post<{ merge: { id: string } }>('/v1/members/merge', asked, { 'idempotency-key': 'one' });
    expect(merged.status).toBe(201);
    const codes = (await shop.get<Vouchers>(`/v1/vouchers?member=${other}`)).body.items.map((each) => each.code);
    expect(codes).toContain(code);
    expect((await shop.post('/v1/vouchers/reserve', use)).status).toBe(201);
    const undo = { merge: merged.body.merge.id, reason: 'two people after all' };
    expect((await shop.post('/v1/members/unmerge', undo, { 'idempotency-key': 'two' })).status).toBe(201);
    expect((await shop.post('/v1/vouchers/use', use)).body).toMatchObject({ code: 'code_not_yours' });
    expect((await shop.get<Vouchers>(`/v1/vouchers?member=${other}`)).body.items).toEqual([]);
  });
});

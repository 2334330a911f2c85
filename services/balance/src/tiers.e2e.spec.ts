import { encodeTierEvent, decodeTierEvent, type TierContributed, type TierEvent } from '@loyalty/contracts';
import { createInMemoryStore, type Category } from '@loyalty/event-store';
import { parseProgramme } from '@loyalty/programme';
import { newUuid } from '@loyalty/service-host';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startBalance, type Answer, type BalanceApp } from './balance-app.fixture.js';
import { LedgerShop, SetClock, type ShopAccount } from './ledger-shop.fixture.js';

const parsed = parseProgramme(`
id: tea-shop
name: Tea
currency: EUR
timeZone: Europe/Berlin
wallets:
  points:
    unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }
    earn: { points: 1, per: 1.00 }
tiers:
  period: calendar_year
  ladder:
    - { id: bronze, name: { en: Bronze, ru: Бронза } }
    - { id: gold, name: { en: Gold, ru: Золото }, needs: { points: 500, spend: 400.00 } }
    - { id: platinum, name: { en: Platinum, ru: Платина }, needs: { points: 1000, spend: 800.00 } }
`);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { programme } = parsed;

/** As accrual writes it. */
const tiersStream: Category<null, TierEvent> = {
  name: 'tiers',
  initial: () => null,
  evolve: () => null,
  encode: encodeTierEvent,
  decode: decodeTierEvent,
};

const at = (text: string) => Date.parse(text);

describe('The doors of tiers', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let shop: LedgerShop;
  let clock: SetClock;
  let account: ShopAccount;
  let stream: string;
  let service: BalanceApp;

  beforeAll(async () => void (server = await startTestPostgres()));
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await createTestDatabase(server);
    clock = new SetClock(at('2026-03-01T00:00:00Z'));
    shop = new LedgerShop(createInMemoryStore({ clock }));
    account = shop.open();
    stream = newUuid();
    const enrolled = { member: account.member, programme: 'tea-shop', wallets: ['points'] };
    service = await startBalance({
      store: shop.store,
      url: database.url,
      clock,
      programmes: [programme],
      accounts: { find: (id) => Promise.resolve(id === account.id ? enrolled : undefined) },
    });
  });
  afterEach(async () => {
    await service.close();
    await database.drop();
  });

  /** With the spaces that do not break as any other. */
  async function get(path: string): Promise<Answer> {
    await service.balances.caughtUp();
    const answer = await service.get(path);
    return { ...answer, body: JSON.parse(JSON.stringify(answer.body).replaceAll('\u00a0', ' ')) };
  }
  const read = async (query = '') => (await get(`/v1/accounts/${account.id}/balance${query}`)).body.tier;

  /** Recorded on a day; so many points and euros. */
  async function counts(
    recordedOn: string,
    euros: number,
    event: Pick<TierContributed, 'kind' | 'purchase' | 'purchasedAt'> & Partial<TierContributed>,
  ): Promise<void> {
    clock.set(at(`${recordedOn}T12:00:00Z`));
    const { occurredAt = event.purchasedAt } = event;
    const counted: TierContributed = {
      type: 'TierContributed',
      programme: 'tea-shop',
      member: account.member,
      account: account.id,
      memberSince: at('2025-05-10T08:00:00Z'),
      counted: [{ wallet: 'points', points: BigInt(euros), spend: `${BigInt(euros) * 100n * 10n ** 10n}` }],
      visits: 1,
      ...event,
      occurredAt,
    };
    await write(counted);
  }

  async function write(event: TierEvent): Promise<void> {
    const events = [{ event, occurredAt: event.occurredAt }];
    await shop.store.execute({
      on: stream,
      decide: () => ({
        answer: undefined,
        appends: [{ category: tiersStream, stream, events, beside: account.stream }],
      }),
    });
  }

  it('say where a member stands, what is missing and until when, as numbers and in both languages', async () => {
    await counts('2026-03-02', 700, { kind: 'purchase', purchase: 'pur_1', purchasedAt: at('2026-03-02T10:00:00Z') });
    expect(await read()).toEqual({
      id: 'gold',
      until: '2027-12-31T23:00:00Z',
      progress: 700,
      counted: { points: 700, spend: '700.00', visits: 1 },
      next: { id: 'platinum', needed: 300, missing: { points: 300, spend: '100.00' } },
      stay: { missing: {}, until: '2026-12-31T23:00:00Z' },
      graceUntil: null,
      text: {
        en: [
          'You are “Gold”.',
          '300 points and €100.00 to go until “Platinum”.',
          '“Gold” is yours until 31 December 2027.',
        ],
        ru: [
          'Ваш уровень: «Золото».',
          'Ещё 300 баллов и 100,00 € до уровня «Платина».',
          'Уровень «Золото» сохраняется до 31 декабря 2027 г. включительно.',
        ],
      },
    });
  });

  it('follow what was bought to another account, and tell the one it left as if it had never been there', async () => {
    await counts('2026-03-02', 700, { kind: 'purchase', purchase: 'pur_1', purchasedAt: at('2026-03-02T10:00:00Z') });
    expect((await read()).id).toBe('gold');
    const said = { programme: 'tea-shop', account: account.id, move: 'mov_1', occurredAt: at('2026-04-01T00:00:00Z') };
    clock.set(at('2026-04-01T12:00:00Z'));
    await write({ type: 'TierCountsMovedOut', ...said, to: 'acc_other', members: [account.member], whole: false });
    expect(await read()).toMatchObject({ id: 'bronze', progress: 0 });
    expect(await read('?knownAt=2026-03-03T00:00:00Z')).toMatchObject({ id: 'gold' });
    const { member } = account;
    const bought = { member, kind: 'purchase', purchase: 'pur_1', memberSince: at('2025-05-10T08:00:00Z') } as const;
    const [purchasedAt, occurredAt] = [at('2026-03-02T10:00:00Z'), at('2026-03-02T10:00:00Z')];
    const counted = [{ wallet: 'points', points: 700n, spend: `${70_000n * 10n ** 10n}` }];
    clock.set(at('2026-05-01T12:00:00Z'));
    await write({
      type: 'TierCountsMovedIn',
      ...said,
      from: 'acc_other',
      counts: [{ ...bought, purchasedAt, occurredAt, counted, visits: 1 }],
    });
    expect(await read()).toMatchObject({ id: 'gold', progress: 700 });
    const { body } = await get(`/v1/accounts/${account.id}/tiers`);
    expect(body.items.map(({ to }: { to: string }) => to)).toEqual(['bronze', 'gold']);
  });

  it('read both clocks: what had happened by then, as it was known then', async () => {
    const first = { purchase: 'pur_1', purchasedAt: at('2026-03-02T10:00:00Z') };
    await counts('2026-03-02', 600, { kind: 'purchase', ...first });
    await counts('2026-04-01', 500, { kind: 'purchase', purchase: 'pur_2', purchasedAt: at('2026-03-05T10:00:00Z') });
    await counts('2026-05-01', 600, { kind: 'return', ...first, occurredAt: at('2026-05-01T10:00:00Z') });
    const tiers = async (query: string) => (await read(query))?.id;
    expect(await tiers('?asOf=2026-03-06T00:00:00Z&knownAt=2026-03-31T00:00:00Z')).toBe('gold');
    expect(await tiers('?asOf=2026-03-06T00:00:00Z')).toBe('platinum');
    expect(await tiers('?asOf=2026-03-04T00:00:00Z')).toBe('gold');
    expect(await tiers('?asOf=2026-03-01T00:00:00Z')).toBe('bronze');
    expect(await tiers('')).toBe('gold');
    expect(await tiers('?knownAt=2026-04-30T00:00:00Z')).toBe('platinum');
  });

  it('explain every step: the rule, what was counted and needed, and the purchase', async () => {
    const bought = { purchase: 'pur_1', purchasedAt: at('2026-03-02T10:00:00Z') };
    await counts('2026-03-02', 600, { kind: 'purchase', ...bought });
    await counts('2026-05-01', 200, { kind: 'return', ...bought, occurredAt: at('2026-05-01T10:00:00Z'), visits: 0 });
    const { body } = await get(`/v1/accounts/${account.id}/tiers`);
    expect(body).toMatchObject({ account: account.id, programme: 'tea-shop', tier: { id: 'bronze', until: null } });
    expect(body.items).toEqual([
      expect.objectContaining({ rule: 'joined', at: '2025-05-10T08:00:00Z', to: 'bronze' }),
      {
        at: '2026-03-02T10:00:00Z',
        from: 'bronze',
        to: 'gold',
        rule: 'reached_at_once',
        period: { from: '2025-12-31T23:00:00Z', until: '2026-12-31T23:00:00Z' },
        counted: { points: 600, spend: '600.00', visits: 1 },
        needed: { points: 500, spend: '400.00' },
        purchase: 'pur_1',
        text: {
          en: '2 March 2026: “Bronze” → “Gold”, reached by a purchase (counted 600 points and €600.00; needed 500 points and €400.00; from 1 January 2026 to 31 December 2026).',
          ru: '2 марта 2026 г.: «Бронза» → «Золото», достигнут покупкой (учтено 600 баллов и 600,00 €; нужно 500 баллов и 400,00 €; с 1 января 2026 г. по 31 декабря 2026 г.).',
        },
      },
      expect.objectContaining({
        rule: 'withdrawn',
        from: 'gold',
        to: 'bronze',
        at: '2026-05-01T10:00:00Z',
        counted: { points: 400, spend: '400.00', visits: 1 },
        purchase: 'pur_1',
      }),
    ]);
    const then = await get(`/v1/accounts/${account.id}/tiers?asOf=2026-04-01T00:00:00Z`);
    expect(then.body.items).toHaveLength(2);
  });

  it('say nothing of steps before anything was counted, and null where the programme has no tiers', async () => {
    expect(await read()).toMatchObject({ id: 'bronze', progress: 0, next: { id: 'gold', needed: 500 } });
    expect((await get(`/v1/accounts/${account.id}/tiers`)).body.items).toEqual([]);
    expect((await get(`/v1/accounts/${shop.open().id}/tiers`)).status).toBe(404);
  });
});

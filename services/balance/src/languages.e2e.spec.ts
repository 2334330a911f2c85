import { encodePurchaseEvent, type PurchaseRecorded } from '@loyalty/contracts';
import { createInMemoryStore } from '@loyalty/event-store';
import { earn } from '@loyalty/ledger';
import { parseProgramme, type Programme } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BalanceApp, startBalance } from './balance-app.fixture.js';
import { LedgerShop, SetClock, type ShopAccount } from './ledger-shop.fixture.js';

const TEA_SHOP = programme(`
id: tea-shop
name: Tea
currency: EUR
timeZone: Europe/Berlin
wallets:
  points:
    unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }
    earn: { points: 1, per: 1.00 }
`);
const AT = Date.parse('2026-03-01T00:00:00Z');

function programme(document: string): Programme {
  const parsed = parseProgramme(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.programme;
}

/** A number and its noun are kept together. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('A statement', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let shop: LedgerShop;
  let service: BalanceApp;
  let account: ShopAccount;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    const clock = new SetClock(AT);
    shop = new LedgerShop(createInMemoryStore({ clock }));
    account = shop.open();
    const enrolled = { member: account.member, programme: 'tea-shop', wallets: ['points'] };
    service = await startBalance({
      store: shop.store,
      url: database.url,
      clock,
      accounts: { find: () => Promise.resolve(enrolled) },
      programmes: { find: (id, version) => Promise.resolve(id === 'tea-shop' && version !== 9 ? TEA_SHOP : undefined) },
    });
    await buy(153n, 1);
    await buy(21n, 9);
  });
  afterAll(async () => {
    await service.close();
    await database.drop();
    await server.stop();
  });

  const get = (path: string) => service.balances.caughtUp().then(() => service.get(path));
  const statement = async (query: string) => (await get(`/v1/accounts/${account.id}/entries${query}`)).body.items;
  const texts = (parts: readonly { text: string }[]) => parts.map(({ text }) => plain(text));

  it('tells in the language that is asked for, counting as people do', async () => {
    expect(texts(await statement('?language=ru'))).toEqual(['Начислено: 21 балл.', 'Начислено: 153 балла.']);
    expect(texts(await statement(''))).toEqual(['Earned 21 points.', 'Earned 153 points.']);
    expect((await get(`/v1/accounts/${account.id}/entries?language=xx`)).status).toBe(400);
  });

  it('explains an entry in the words of the version that judged it, by the clocks of the programme', async () => {
    const [, entry] = await statement('');
    const { body } = await get(`/v1/entries/${entry.id}/explanation?language=ru`);
    expect(plain(body.text)).toBe('Начислено: 153 балла, покупка R-1 (till) от 1 марта 2026 г., 01:00.');
    expect(texts(body.explanation)).toEqual([
      '153 балла: 1 балл за каждые 1,00 €, с округлением вниз; с суммы 153,00 €.',
    ]);
  });

  it('keeps to what the log says where that version is not known', async () => {
    const [entry] = await statement('');
    const { body } = await get(`/v1/entries/${entry.id}/explanation?language=ru`);
    expect(texts(body.explanation)).toEqual(['as it was written']);
  });

  async function buy(points: bigint, programmeVersion: number): Promise<void> {
    const recorded = purchaseOf(points, programmeVersion);
    const { purchase, occurredAt, outcome } = recorded;
    const lots = (outcome?.lots ?? []).map(({ id, wallet, availableAt, expiresAt }) => ({
      lot: id,
      wallet,
      points,
      availableAt,
      expiresAt,
    }));
    const stream = fromId('pur', purchase) ?? '';
    const category = {
      name: 'purchase',
      initial: () => null,
      evolve: () => null,
      encode: () => encodePurchaseEvent(recorded),
      decode: () => recorded,
    };
    await shop.decide(
      account,
      (state, now) => earn({ member: account.member, purchase, occurredAt, now, lots }, state),
      [{ category, stream, events: [{ event: recorded, occurredAt }] }],
    );
  }

  function purchaseOf(points: bigint, programmeVersion: number): PurchaseRecorded {
    const amount = points * 100n;
    const lot = shop.id('lot');
    return {
      type: 'PurchaseRecorded',
      purchase: shop.id('pur'),
      programme: 'tea-shop',
      source: 'till',
      externalId: `R-${programmeVersion}`,
      occurredAt: AT,
      currency: 'EUR',
      taxIncluded: true,
      lines: [
        {
          id: '1',
          sku: 'A',
          quantity: 1_000_000n,
          amount,
          discount: 0n,
          tax: 0n,
          kind: 'goods',
          categories: [],
          eligible: true,
        },
      ],
      total: amount,
      payments: [],
      member: account.member,
      account: account.id,
      returns: [],
      outcome: {
        programmeVersion,
        accountVersion: 1,
        lots: [{ id: lot, wallet: 'points', points, availableAt: AT, expiresAt: null, lines: [{ line: '1', points }] }],
        explanation: [
          {
            offer: 'base',
            version: programmeVersion,
            wallet: 'points',
            points,
            basis: `${points}.00`,
            lines: ['1'],
            text: 'as it was written',
          },
        ],
        balances: [],
      },
    };
  }
});

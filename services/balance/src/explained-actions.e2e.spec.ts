import { readFile } from 'node:fs/promises';
import { encodeActionEvent, type ActionRecorded } from '@loyalty/contracts';
import { type Append, createInMemoryStore } from '@loyalty/event-store';
import { earn, release } from '@loyalty/ledger';
import { parseProgramme, type Programme } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BalanceApp, startBalance } from './balance-app.fixture.js';
import { LedgerShop, SetClock, type ShopAccount } from './ledger-shop.fixture.js';

const AT = Date.parse('2026-03-05T10:00:00Z');
const GUIDE = await readFile(new URL('../../../docs/guides/explain-every-point.md', import.meta.url), 'utf8');
const [, DOCUMENT = ''] = /```yaml actions\n([^`]+)```/.exec(GUIDE) ?? [];
const QUOTED = [...GUIDE.matchAll(/```json explained\n([^`]+)```/g)].map(
  ([, text = '']) => JSON.parse(text) as unknown,
);

function shopProgramme(): Programme {
  const parsed = parseProgramme(DOCUMENT);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.programme;
}

/** A number and its noun are kept together. */
const plain = (body: object) => JSON.parse(JSON.stringify(body).replaceAll('\u00a0', ' ')) as Record<string, unknown>;

describe('What an action earned or released', () => {
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
    const known = shopProgramme();
    service = await startBalance({
      store: shop.store,
      url: database.url,
      clock,
      accounts: { find: () => Promise.resolve(enrolled) },
      programmes: { find: (id, version) => Promise.resolve(id === 'tea-shop' && version !== 9 ? known : undefined) },
    });
  });
  afterAll(async () => {
    await service.close();
    await database.drop();
    await server.stop();
  });

  const get = (path: string) => service.balances.caughtUp().then(() => service.get(path));
  const explained = async (language: string) => {
    const { body } = await get(`/v1/accounts/${account.id}/entries?limit=1`);
    return plain((await get(`/v1/entries/${body.items[0].id}/explanation?language=${language}`)).body);
  };

  it('says by which offer, which limit trimmed it, and who reported it, as the guide quotes', async () => {
    const reported = review(10n, 1);
    await earns(reported, { report: reported.report });
    const told = await explained('en');
    const { account: _account, entry, lots: _lots, ...facts } = told;
    expect(entry).toMatchObject({ type: 'earned', reason: 'review', action: reported.report });
    expect(facts).toMatchObject({ action: { id: reported.report } });
    const action = { ...(facts['action'] as object), id: 'act_1' };
    expect({ ...facts, action }).toEqual(QUOTED[0]);
    expect(told['lots']).toMatchObject([{ lot: reported.outcome.lots[0]?.id, points: 10, lines: [] }]);
    expect(await explained('ru')).toMatchObject({
      text: 'Начислено: 10 баллов, действие «review» (review-81, shop) от 5 марта 2026 г., 11:00.',
      explanation: [
        { offer: 'review', version: 1, points: 10, text: expect.stringMatching(/^10 баллов: .*15 баллов/) },
      ],
    });
  });

  it('keeps to what the log says where the version is not known', async () => {
    const reported = review(20n, 9);
    await earns(reported, { report: reported.report });
    expect(await explained('ru')).toMatchObject({
      programmeVersion: 9,
      explanation: [{ points: 20, text: 'as it was written' }],
    });
  });

  it('stays as it was where it was written before entries named the action', async () => {
    await earns(review(20n, 1), {});
    const told = await explained('en');
    expect(told['text']).toBe('Earned 20 points: review.');
    expect(told).not.toHaveProperty('action');
    expect(told).not.toHaveProperty('explanation');
    expect(told['entry']).not.toHaveProperty('action');
  });

  it('names the report that released a lot, and the purchase that it was about', async () => {
    const waits = shop.id('lot');
    const purchase = shop.id('pur');
    const terms = { action: 'shipped', expiresAfter: null };
    const { member } = account;
    await shop.decide(account, (state, now) =>
      earn(
        {
          member,
          purchase,
          occurredAt: now,
          now,
          lots: [{ lot: waits, wallet: 'points', points: 7n, availableAt: null, expiresAt: null, awaits: terms }],
        },
        state,
      ),
    );
    const shipped: ActionRecorded = { ...review(0n, 1), action: 'shipped', externalId: 'S-1', purchase };
    const { report } = shipped;
    await shop.decide(
      account,
      (state, now) =>
        release(
          { lot: waits, action: 'shipped', report, occurredAt: now, now, availableAt: now, expiresAt: null },
          state,
        ),
      [written(shipped)],
    );
    const told = await explained('en');
    expect(told).toMatchObject({
      text: '7 points were released by action “shipped” (S-1 of shop) at 5 March 2026, 11:00.',
      entry: { type: 'matured', reason: 'shipped', action: report },
      action: { id: report, action: 'shipped', source: 'shop', externalId: 'S-1', purchase },
    });
    expect(told).not.toHaveProperty('explanation');
    expect(await explained('ru')).toMatchObject({
      text: 'Стало доступно: 7 баллов, действие «shipped» (S-1, shop) от 5 марта 2026 г., 11:00.',
    });
  });

  const earns = (reported: ActionRecorded, named: { readonly report?: string }) =>
    shop.decide(
      account,
      (state, now) =>
        earn(
          {
            member: account.member,
            reason: reported.action,
            ...named,
            occurredAt: reported.occurredAt,
            now,
            lots: reported.outcome.lots.map(({ id: lot, lines: _lines, ...rest }) => ({ lot, ...rest })),
          },
          state,
        ),
      [written(reported)],
    );

  /** As accrual writes it beside the account's events. */
  function written(reported: ActionRecorded): Append {
    const category = {
      name: 'action',
      initial: () => null,
      evolve: () => null,
      encode: encodeActionEvent,
      decode: () => reported,
    };
    const stream = fromId('act', reported.report) ?? '';
    return { category, stream, events: [{ event: reported, occurredAt: reported.occurredAt }] };
  }

  function review(points: bigint, programmeVersion: number): ActionRecorded {
    const lot = { id: shop.id('lot'), wallet: 'points', points, availableAt: AT, expiresAt: null, lines: [] };
    const trimmed = points === 10n ? { trimmed: { points: 15n, by: '30 a day' } } : {};
    return {
      type: 'ActionRecorded',
      report: shop.id('act'),
      programme: 'tea-shop',
      source: 'shop',
      externalId: 'review-81',
      occurredAt: AT,
      action: 'review',
      member: account.member,
      account: account.id,
      outcome: {
        programmeVersion,
        accountVersion: 1,
        lots: points > 0n ? [lot] : [],
        explanation: [
          {
            offer: 'review',
            version: programmeVersion,
            wallet: 'points',
            points,
            lines: [],
            text: 'as it was written',
            ...trimmed,
          },
        ],
        balances: [],
      },
      released: [],
    };
  }
});

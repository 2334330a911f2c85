import { describe, expect, it } from '@jest/globals';
import { anOrder, authorised, instant, openShop, TEA, teaProgramme } from '../testing/shop.fixture.js';
import { authorise } from './authorise.js';
import { captureRedemption } from './capture.js';
import { voidRedemption } from './void.js';

describe('An authorisation', () => {
  it('sets points aside until they lapse, and says what is left', async () => {
    const shop = await openShop();
    await shop.earn(100);
    const { redemption, standing, after, repeated } = await authorised(shop, anOrder(60, { order: 'W-1' }));
    expect(redemption.facts).toMatchObject({
      ...shop.owner,
      order: 'W-1',
      points: [{ wallet: 'points', points: 60n }],
      lapsesAt: instant('2026-06-01T12:15:00Z'),
    });
    expect([standing.status, repeated]).toEqual(['authorised', false]);
    expect(after).toMatchObject({ accountVersion: 2, balances: [{ available: 40n, held: 60n }, { wallet: 'stamps' }] });
    expect(await shop.balance()).toEqual({ available: 40, held: 60, pending: 0 });
  });

  it('takes points of several wallets, the soonest to expire first', async () => {
    const shop = await openShop();
    await shop.earn(100, { expiresAt: instant('2027-01-31T00:00:00Z') });
    await shop.earn(50, { expiresAt: instant('2026-12-31T00:00:00Z') });
    await shop.earn(10, { wallet: 'stamps' });
    const points = [
      { wallet: 'points', points: 100 },
      { wallet: 'stamps', points: 10 },
      { wallet: 'points', points: 20 },
    ];
    const { redemption } = await authorised(shop, anOrder(1, { points }));
    expect(redemption.facts.points).toEqual([
      { wallet: 'points', points: 120n },
      { wallet: 'stamps', points: 10n },
    ]);
    expect(await shop.expiring()).toEqual([['2027-01-31T00:00:00Z', 30]]);
    expect(await shop.balance('stamps')).toEqual({ available: 0, held: 10, pending: 0 });
  });

  it('spends at once where a till says so', async () => {
    const shop = await openShop();
    await shop.earn(100);
    const { redemption, standing } = await authorised(shop, anOrder(60, { capture: true }));
    expect([standing.status, redemption.facts.lapsesAt, redemption.captured?.slices]).toMatchObject([
      'captured',
      null,
      [{ points: 60n }],
    ]);
    expect(await shop.balance()).toEqual({ available: 40, held: 0, pending: 0 });
  });

  it('says why there are not enough points: for which orders they are held, and when more come', async () => {
    const shop = await openShop();
    await shop.earn(100);
    await shop.earn(70, { availableAt: instant('2026-06-15T00:00:00Z') });
    const { id } = await authorised(shop, anOrder(60, { order: 'W-1' }));
    const heads = await shop.heads();
    expect(await authorise(anOrder(50), shop)).toEqual({
      rejected: true,
      rejection: {
        reason: 'insufficient_points',
        wallet: 'points',
        available: 40n,
        needed: 50n,
        held: [{ redemption: id, order: 'W-1', points: 60n, lapsesAt: instant('2026-06-01T12:15:00Z') }],
        pending: [{ points: 70n, availableAt: instant('2026-06-15T00:00:00Z') }],
      },
    });
    expect(await shop.heads()).toEqual(heads);
  });

  it('changes nothing when it comes again, and answers as at first with its present status', async () => {
    const shop = await openShop();
    await shop.earn(100);
    const sent = anOrder(60);
    const first = await authorised(shop, sent);
    const heads = await shop.heads();
    expect(await authorised(shop, sent)).toEqual({ ...first, repeated: true });
    expect(await shop.heads()).toEqual(heads);

    await captureRedemption(first.id, { points: [{ wallet: 'points', points: 45 }] }, shop);
    const again = await authorised(shop, sent);
    expect(again).toMatchObject({ repeated: true, standing: { status: 'captured' }, after: first.after });
    const { rejection } = (await authorise({ ...sent, order: 'W-2' }, shop)) as { rejection: unknown };
    expect(rejection).toEqual({ reason: 'already_used_with_other_content', first: first.id, differs: ['order'] });
  });

  it('is known again by a process that remembers nothing, also where its own hold took the last points', async () => {
    const shop = await openShop();
    await shop.earn(60);
    const sent = anOrder(60);
    const first = await authorised(shop, sent);
    const { store } = shop;
    const forgetful = {
      ...shop,
      store: {
        ...store,
        execute: (command: Parameters<typeof store.execute>[0]) =>
          store.execute({
            ...command,
            decide: (view) =>
              command.decide({
                now: view.now,
                state: (category, stream) => view.state(category, stream),
                claimed: () => undefined,
                find: (key) => view.find(key),
                tagged: (tag) => view.tagged(tag),
              }),
          }),
      } as typeof store,
    };
    expect(await authorise(sent, forgetful)).toMatchObject({
      repeated: true,
      redemption: { facts: { redemption: first.id } },
    });
  });

  it('names all that differs from what was sent first', async () => {
    const shop = await openShop();
    await shop.earn(100);
    shop.members.join(TEA, '4008');
    const sent = anOrder(10, { order: 'W-1', lapsesAfter: 'PT1H' });
    await authorised(shop, sent);
    const differs = async (change: object) => {
      const answer = await authorise({ ...sent, ...change }, shop);
      return 'rejected' in answer && 'differs' in answer.rejection ? answer.rejection.differs : answer;
    };
    expect(await differs({ points: [{ wallet: 'points', points: 11 }] })).toEqual(['points']);
    expect(await differs({ member: { card: '4008' } })).toEqual(['member']);
    expect(await differs({ member: { id: shop.owner.member } })).toEqual(['member']);
    expect(await differs({ lapsesAfter: 'PT2H' })).toEqual(['lapsesAfter']);
    expect(await differs({ capture: true, order: 'W-2' })).toEqual(['order', 'capture']);
  });

  it('lasts as long as it asks for, the programme’s default and its bound', async () => {
    const shop = await openShop({
      documents: [teaProgramme('holdLapsesAfter: PT1H\nholdLapsesAfterMax: P1D')],
    });
    await shop.earn(100);
    expect((await authorised(shop, anOrder(1))).redemption.facts.lapsesAt).toBe(instant('2026-06-01T13:00:00Z'));
    const day = anOrder(1, { lapsesAfter: 'P1D' });
    expect((await authorised(shop, day)).redemption.facts.lapsesAt).toBe(instant('2026-06-02T12:00:00Z'));
    expect(await authorise(anOrder(1, { lapsesAfter: 'PT25H' }), shop)).toMatchObject({
      rejection: { reason: 'hold_too_long', latest: instant('2026-06-02T12:00:00Z') },
    });
    expect(await authorise(anOrder(1, { lapsesAfter: 'PT0S' }), shop)).toMatchObject({
      rejection: { reason: 'hold_lapses_at_once' },
    });
  });

  it('knows the member, the wallet and the programme', async () => {
    const shop = await openShop({ documents: [teaProgramme(), teaProgramme('', 'wine')] });
    expect(await authorise(anOrder(1), shop)).toMatchObject({
      rejection: { reason: 'programme_required', candidates: ['tea', 'wine'] },
    });
    expect(await authorise(anOrder(1, { programme: 'beer' }), shop)).toMatchObject({
      rejection: { reason: 'programme_not_found', programme: 'beer' },
    });
    expect(await authorise(anOrder(1, { programme: TEA, member: { card: '1' } }), shop)).toMatchObject({
      rejection: { reason: 'member_not_found' },
    });
    const miles = { programme: TEA, points: [{ wallet: 'miles', points: 1 }] };
    expect(await authorise(anOrder(1, miles), shop)).toMatchObject({
      rejection: { reason: 'wallet_not_found', wallet: 'miles', wallets: ['points', 'stamps'] },
    });
    await shop.earn(5);
    expect(await authorise(anOrder(1, { programme: TEA }), shop)).toMatchObject({ repeated: false });
  });

  it('is answered without being written when it is only a question', async () => {
    const shop = await openShop();
    await shop.earn(100);
    const heads = await shop.heads();
    const sent = anOrder(60);
    expect(await authorise(sent, shop, { dryRun: true })).toMatchObject({ standing: { status: 'authorised' } });
    expect(await shop.heads()).toEqual(heads);
    expect(await authorised(shop, sent)).toMatchObject({ repeated: false });
  });

  it('whose void came first is refused, also when it comes again', async () => {
    const shop = await openShop();
    await shop.earn(100);
    const sent = anOrder(60);
    const { source, externalId } = sent;
    expect(await voidRedemption({ source, externalId }, shop)).toEqual({ waiting: true, repeated: false });
    expect(await voidRedemption({ source, externalId }, shop)).toEqual({ waiting: true, repeated: true });
    const refusal = {
      rejection: { reason: 'redemption_voided', redemption: null, voidedAt: instant('2026-06-01T12:00:00Z') },
    };
    expect(await authorise(sent, shop)).toMatchObject(refusal);
    expect(await authorise(sent, shop)).toMatchObject(refusal);
    expect(await shop.balance()).toEqual({ available: 100, held: 0, pending: 0 });
  });
});

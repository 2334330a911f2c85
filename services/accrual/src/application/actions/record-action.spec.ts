import { accountStream } from '@loyalty/ledger';
import { describe, expect, it } from '@jest/globals';
import type { SentAction } from '../../domain/sent/action.schema.js';
import { aCounter, type Counter } from '../../testing/offers.fixture.js';
import { aPurchase, line, purchase, TEA } from '../../testing/shop.fixture.js';
import { accountStreamId } from '../account-book.js';
import { postAction } from './post-action.js';

const ACTIONS = `
actions:
  - { id: hello, on: joined, wallet: points, points: 100, uses: { member: 1 } }
  - { id: review, on: review, wallet: points, points: 20, caps: { day: 30 }, budget: 90 }
`;
const SHIPPED = 'offers:\n  - { id: web, give: { points: 7 }, pending: { action: shipped }, expiry: { after: P30D } }';

let reports = 0;
const aReport = (action: string, change: Partial<SentAction> = {}): SentAction => ({
  source: 'shop',
  externalId: `A-${++reports}`,
  occurredAt: '2026-03-05T10:00:00Z',
  member: { card: '4007' },
  action,
  ...change,
});

async function report({ shop }: Pick<Counter, 'shop'>, sent: SentAction) {
  const answer = await postAction(sent, shop);
  if (!('recorded' in answer)) throw new Error(JSON.stringify(answer));
  const { outcome, released } = answer.recorded;
  return {
    ...answer,
    gave: outcome.explanation.map(({ points }) => Number(points)),
    released: released.map(({ points }) => Number(points)),
  };
}

describe('An action', () => {
  it('earns by the programme’s rules for it, explained, and nothing where there are none', async () => {
    const till = await aCounter(ACTIONS);
    const { recorded } = await report(till, aReport('review'));
    expect(recorded).toMatchObject({
      action: 'review',
      account: till.account,
      outcome: { lots: [{ wallet: 'points', points: 20n }], explanation: [{ offer: 'review', points: 20n }] },
    });
    expect(await till.shop.balance(till.account)).toMatchObject({ available: 20 });
    expect((await report(till, aReport('sneeze'))).gave).toEqual([]);
  });

  it('welcomes once, is trimmed by the cap of the day, and by the budget of all members', async () => {
    const till = await aCounter(ACTIONS);
    const { shop } = till;
    expect((await report(till, aReport('joined'))).gave).toEqual([100]);
    expect((await report(till, aReport('joined'))).gave).toEqual([0]);
    expect((await report(till, aReport('review'))).gave).toEqual([20]);
    expect((await report(till, aReport('review'))).gave).toEqual([10]);
    expect((await report(till, aReport('review'))).gave).toEqual([0]);
    expect((await report(till, aReport('review', { occurredAt: '2026-03-06T10:00:00Z' }))).gave).toEqual([20]);
    shop.members.join(TEA, { kind: 'card', value: 'other' });
    const others = (occurredAt: string) => report(till, aReport('review', { member: { card: 'other' }, occurredAt }));
    expect((await others('2026-03-07T10:00:00Z')).gave).toEqual([20]);
    expect((await others('2026-03-08T10:00:00Z')).gave).toEqual([20]);
    expect((await others('2026-03-09T10:00:00Z')).gave).toEqual([0]);
  });

  it('that comes again gets the first answer; with other content it is refused by the name of the first', async () => {
    const till = await aCounter(ACTIONS);
    const sent = aReport('review');
    const { recorded: first } = await report(till, sent);
    expect(await report(till, { ...sent, occurredAt: '2026-03-05T11:00:00+01:00' })).toMatchObject({
      repeated: true,
      recorded: first,
    });
    till.shop.members.join(TEA, { kind: 'card', value: 'other' });
    for (const [change, differs] of [
      [{ action: 'joined' }, ['action']],
      [{ store: 'b', occurredAt: '2026-03-05T10:00:01Z' }, ['occurredAt', 'store']],
      [{ member: { card: 'other' } }, ['member']],
    ] as const)
      expect(await postAction({ ...sent, ...change }, till.shop)).toMatchObject({
        rejection: { reason: 'already_used_with_other_content', first: first.report, differs },
      });
    expect(await till.shop.balance(till.account)).toMatchObject({ available: 20 });
  });

  it('releases the points of its purchase that wait for it, once, with the terms that they froze', async () => {
    const till = await aCounter(SHIPPED);
    const { shop } = till;
    const { first } = await till.buys('2026-03-01');
    const other = await till.buys('2026-03-01');
    expect(await shop.balance(till.account)).toMatchObject({ available: 20, pending: 14 });
    const named = { purchase: { source: first.source, externalId: first.externalId } };
    expect((await report(till, aReport('delivered', named))).released).toEqual([]);
    expect((await report(till, aReport('shipped', { ...named, occurredAt: '2026-05-20T10:00:00Z' }))).released).toEqual(
      [7],
    );
    expect(await shop.balance(till.account)).toMatchObject({ available: 27, pending: 7 });
    const events = await shop.store.readStream(accountStreamId(till.account));
    const released = events.map(accountStream.decode).find(({ type }) => type === 'LotReleased');
    expect(released).toMatchObject({
      availableAt: Date.parse('2026-05-20T10:00:00Z'),
      slices: [{ points: 7n, expiresAt: Date.parse('2026-06-19T10:00:00Z') }],
    });
    expect((await report(till, aReport('shipped', named))).released).toEqual([]);

    await till.returns(other, { 1: '1' });
    const { member: _none, ...withoutMember } = aReport('shipped', { purchase: { id: other.first.purchase } });
    expect((await report(till, withoutMember)).released).toEqual([]);
    expect(await shop.balance(till.account)).toMatchObject({ available: 17, pending: 0 });
  });

  it('releases points from their purchase on, where it is dated before it', async () => {
    const till = await aCounter(SHIPPED);
    const { first } = await till.buys('2026-03-10');
    const named = { purchase: { source: first.source, externalId: first.externalId } };
    const early = await report(till, aReport('shipped', { ...named, occurredAt: '2026-02-01T10:00:00Z' }));
    expect(early.released).toEqual([7]);
    const events = await till.shop.store.readStream(accountStreamId(till.account));
    const since = first.occurredAt;
    expect(events.map(accountStream.decode).find(({ type }) => type === 'LotReleased')).toMatchObject({
      availableAt: since,
      occurredAt: since,
      slices: [{ points: 7n, expiresAt: Date.parse('2026-04-09T09:00:00Z') }],
    });
  });

  it('is refused of whom nobody knows, of a purchase that is not theirs or is not there, and before it happened', async () => {
    const till = await aCounter(SHIPPED);
    const { shop } = till;
    const { first } = await till.buys('2026-03-01');
    const why = async (sent: SentAction) => postAction(sent, shop);
    expect(await why(aReport('x', { member: { card: 'nobody' } }))).toMatchObject({
      rejection: { reason: 'member_not_found' },
    });
    shop.members.join(TEA, { kind: 'card', value: 'other' });
    const theirs = aReport('shipped', { member: { card: 'other' }, purchase: { id: first.purchase } });
    expect(await why(theirs)).toMatchObject({ rejection: { reason: 'purchase_of_another_member' } });
    expect(await why(aReport('x', { purchase: { source: 'a', externalId: 'b' } }))).toMatchObject({
      rejection: { reason: 'purchase_not_found' },
    });
    expect(await why(aReport('x', { occurredAt: '2026-06-01T12:10:01Z' }))).toMatchObject({
      problems: [{ code: 'occurred_in_future' }],
    });
    const guest = await purchase(
      shop,
      (({ member: _member, ...sent }) => sent)(aPurchase({ lines: [line('1', '5.00')] })),
    );
    const { member: _none, ...ofNobody } = aReport('shipped', { purchase: { id: guest.first.purchase } });
    expect(await why(ofNobody)).toMatchObject({ rejection: { reason: 'member_not_found' } });
  });
});

import { describe, expect, it } from '@jest/globals';
import { giftStream, type ReviewEvent, type ReviewOpened } from '@loyalty/contracts';
import { accountStream, hold } from '@loyalty/ledger';
import { newUuid, toId } from '@loyalty/service-host/values';
import { openShop, TEA } from '../../testing/shop.fixture.js';
import { accountStreamId } from '../account-book.js';
import { EVENT_TYPES, type WebhookMessage } from '../../domain/webhooks/message.js';
import { messageOf } from './message-of.js';

/** What accrual writes of what it holds, in the one log that both have. */
async function opened(kind: 'purchase' | 'gift') {
  const shop = await openShop();
  const stream = newUuid();
  const { member, account } = shop.owner;
  const held = toId(kind === 'gift' ? 'trf' : 'pur', stream);
  const review = toId('rev', stream);
  const category = { ...giftStream, name: kind };
  const begun: ReviewOpened = {
    type: 'ReviewOpened',
    review,
    programme: TEA,
    kind,
    held,
    member,
    account,
    points: [{ wallet: 'points', points: 40n }],
    limits: [],
    ...(kind === 'gift' && {
      gift: { to: 'acc_bob', receiver: 'mem_bob', isErasable: false, actor: 'key_eve', reason: 'for Ann Brown' },
    }),
    occurredAt: Date.parse('2026-06-01T12:00:00Z'),
    lapsesAt: Date.parse('2026-06-03T12:00:00Z'),
  };
  const write = (event: ReviewEvent) =>
    shop.store.execute({
      on: stream,
      decide: () => ({
        answer: undefined,
        appends: [{ category, stream, events: [{ event, occurredAt: event.occurredAt }] }],
      }),
    });
  await write(begun);
  const decided = (type: 'ReviewReleased' | 'ReviewRejected') =>
    write({ type, review, actor: 'key_max', reason: 'Ann Brown said so', occurredAt: begun.occurredAt + 1 });
  const told = async (asked: { events?: readonly (typeof EVENT_TYPES)[number][]; programme?: string } = {}) => {
    const { events = EVENT_TYPES, programme = null } = asked;
    const messages: WebhookMessage[] = [];
    for (const [shard, head] of (await shop.heads()).entries()) {
      for (const event of await shop.store.readShard(shard, 0, Math.max(head, 1))) {
        const message = await messageOf(event, { events: [...events], programme }, shop.store);
        if (message) messages.push(message);
      }
    }
    return messages;
  };
  return { shop, member, account, held, review, write, begun, decided, told };
}

describe('What accrual holds for a person', () => {
  it.each([
    ['purchase', 'ReviewReleased', ['purchase.held', 'purchase.released']],
    ['purchase', 'ReviewRejected', ['purchase.held', 'purchase.rejected']],
    ['gift', 'ReviewReleased', ['gift.held', 'gift.released']],
    ['gift', 'ReviewRejected', ['gift.held', 'gift.rejected']],
  ] as const)('is told of a %s with its end (%s), without what people wrote', async (kind, end, types) => {
    const { held, review, member, account, decided, told } = await opened(kind);
    await decided(end);
    const messages = await told();
    expect(messages.map(({ type }) => type)).toEqual(types);
    const what = kind === 'gift' ? { transfer: { id: held, to: { account: 'acc_bob' } } } : { purchase: { id: held } };
    const whose = { account: { id: account }, member: { id: member }, points: [{ wallet: 'points', points: 40 }] };
    expect(messages.map(({ data }) => data)).toEqual([
      { ...what, ...whose, review: { id: review, lapsesAt: '2026-06-03T12:00:00Z' } },
      { ...what, ...whose, review: { id: review } },
    ]);
    expect(JSON.stringify(messages)).not.toContain('Brown');
    expect(await told({ events: ['review.opened', 'review.released', 'review.rejected'] })).toEqual([]);
    expect(await told({ programme: 'coffee' })).toEqual([]);
  });

  it('says nothing of a purchase that was given back before anybody decided', async () => {
    const { write, begun, told } = await opened('purchase');
    await write({ type: 'ReviewWithdrawn', review: begun.review, occurredAt: begun.occurredAt });
    expect((await told()).map(({ type }) => type)).toEqual(['purchase.held']);
  });

  it('tells that a gift has lapsed when that is booked, with the version of the giver’s account', async () => {
    const { shop, held, member, account, begun, told } = await opened('gift');
    await shop.earn(100);
    const stream = accountStreamId(account);
    await shop.store.execute({
      on: stream,
      decide(view) {
        const { now } = view;
        const terms = { member, hold: held, lapsesAt: begun.lapsesAt, occurredAt: now, now, points: begun.points };
        const decision = hold(terms, view.state(accountStream, stream).state);
        if (!decision.accepted) throw new Error(decision.rejection.reason);
        const events = decision.events.map((event) => ({ event, occurredAt: event.occurredAt }));
        return { answer: undefined, appends: [{ category: accountStream, stream, events }] };
      },
    });
    shop.clock.set('2026-06-04T12:00:00Z');
    await shop.earn(1);
    const events = ['redemption.lapsed', 'gift.lapsed'] as const;
    expect(await told({ events })).toMatchObject([
      {
        type: 'gift.lapsed',
        occurredAt: '2026-06-03T12:00:00Z',
        version: 3,
        data: { transfer: { id: held }, released: [{ wallet: 'points', points: 40 }] },
      },
    ]);
  });
});

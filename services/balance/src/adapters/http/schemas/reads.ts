import { answerOf, listOf, nullable } from '@loyalty/service-host';
import { books, feedEntry, instant, next, points, text, toldEntry, version } from './parts.js';

const pointsAt = listOf(answerOf({ at: nullable(instant), points }));
const hold = answerOf({ id: text, points, lapsesAt: instant }, { redemption: text, order: text });
const account = { account: text, programme: nullable(text), version, asOf: instant };

const now = answerOf({
  ...account,
  wallets: listOf(answerOf({ ...books, expiring: pointsAt, pendingBy: pointsAt, holds: listOf(hold) })),
});
const atAnotherTime = answerOf({ ...account, knownAt: instant, wallets: listOf(answerOf(books)) });

export const balanceAnswer = { anyOf: [now, atAnotherTime] };
export const entriesAnswer = answerOf({ version, items: listOf(toldEntry), next });
export const feedAnswer = answerOf({ items: listOf(feedEntry), next: text });

const lot = answerOf(
  {
    id: text,
    wallet: text,
    points,
    available: points,
    held: points,
    pending: points,
    earnedAt: instant,
    availableAt: nullable(instant),
    expiresAt: nullable(instant),
    member: text,
  },
  {
    partner: text,
    origin: answerOf({ account: text, lot: text, member: text }),
    awaits: answerOf({ action: text, expiresAfter: nullable(text) }),
  },
);
export const lotsAnswer = answerOf({ version, items: listOf(lot), next });

export const balancesAnswer = answerOf({
  items: listOf(answerOf({ account: text, member: text, version, wallets: listOf(answerOf(books)) })),
  next,
});

import fc from 'fast-check';
import type { ActionRecorded } from '../action-events.js';
import type { CountersMoved, OfferVisit, SettledVisit } from '../counter-events.js';
import type { RedemptionEvent } from '../redemption-events.js';
import type { CountedWallet, MovedTierCount, TierEvent } from '../tier-events.js';
import { type AnyOf, named, slices, type } from './any-event.fixture.js';
import * as parts from './any-part.fixture.js';
import { id, instant, maybe, of, some, text } from './any-part.fixture.js';

const left = { accountVersion: fc.nat(), balances: some(parts.balance) };

export const anyRedemptionEvent: AnyOf<RedemptionEvent> = {
  RedemptionAuthorised: of(
    {
      type: type('RedemptionAuthorised'),
      ...named,
      ...left,
      redemption: id('red'),
      programme: text,
      occurredAt: instant,
      member: id('mem'),
      account: id('acc'),
      points: some(parts.walletPoints),
      lapsesAt: maybe(instant),
    },
    { order: text },
  ),
  RedemptionCaptured: of({
    type: type('RedemptionCaptured'),
    occurredAt: instant,
    slices,
    released: some(parts.walletPoints),
    ...left,
  }),
  RedemptionVoided: of({
    type: type('RedemptionVoided'),
    occurredAt: instant,
    released: some(parts.walletPoints),
    ...left,
  }),
  RedemptionRefunded: of({ type: type('RedemptionRefunded'), occurredAt: instant, slices, ...left }),
  RedemptionVoidAwaited: of({ type: type('RedemptionVoidAwaited'), occurredAt: instant }),
};

export const anyCounterEvent: AnyOf<CountersMoved> = {
  CountersMoved: of(
    {
      type: type('CountersMoved'),
      programme: text,
      member: maybe(id('mem')),
      account: maybe(id('acc')),
      purchase: id('pur'),
      occurredAt: instant,
      moves: some(parts.counterMove),
      waiting: some(of<OfferVisit>({ offer: text, purchase: id('pur'), at: instant })),
      settled: some(of<SettledVisit>({ offer: text, purchase: id('pur') })),
    },
    { return: id('ret') },
  ),
};

const tierCount = {
  member: id('mem'),
  kind: parts.word({ purchase: 1, return: 1 }),
  purchase: id('pur'),
  purchasedAt: instant,
  occurredAt: instant,
  memberSince: instant,
  counted: some(of<CountedWallet>({ wallet: text, points: parts.points, spend: text })),
  visits: fc.nat(),
};
const movedCounts = { programme: text, move: id('mov'), account: id('acc'), occurredAt: instant };

export const anyTierEvent: AnyOf<TierEvent> = {
  TierContributed: of(
    { type: type('TierContributed'), programme: text, account: id('acc'), ...tierCount },
    { return: id('ret') },
  ),
  TierCountsMovedOut: of({
    type: type('TierCountsMovedOut'),
    ...movedCounts,
    to: id('acc'),
    members: some(id('mem')),
    whole: fc.boolean(),
  }),
  TierCountsMovedIn: of({
    type: type('TierCountsMovedIn'),
    ...movedCounts,
    from: id('acc'),
    counts: some(of<MovedTierCount>(tierCount)),
  }),
};

export const anyActionEvent: AnyOf<ActionRecorded> = {
  ActionRecorded: of(
    {
      type: type('ActionRecorded'),
      report: id('act'),
      programme: text,
      source: text,
      externalId: text,
      occurredAt: instant,
      action: text,
      member: id('mem'),
      account: id('acc'),
      outcome: parts.outcome,
      released: some(parts.lotPoints),
    },
    { store: text, purchase: id('pur') },
  ),
};

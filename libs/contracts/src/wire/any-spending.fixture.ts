import fc from 'fast-check';
import type { ActionRecorded } from '../action-events.js';
import type { CountersMoved, OfferVisit, SettledVisit } from '../counter-events.js';
import type { RedemptionEvent, RedemptionRate, VoucherTerms } from '../redemption-events.js';
import type { ReferralBonus, ReferralEvent, ReferralFailed, ReferralMember } from '../referral-events.js';
import type { ReviewEvent } from '../review-events.js';
import type { TakingEvent } from '../reward-events.js';
import type { CountedWallet, MovedTierCount, TierEvent } from '../tier-events.js';
import type { VoucherEvent } from '../voucher-events.js';
import { type AnyOf, named, slices, type } from './any-event.fixture.js';
import * as parts from './any-part.fixture.js';
import { id, instant, maybe, of, some, text, word } from './any-part.fixture.js';

const left = { accountVersion: fc.nat(), balances: some(parts.balance) };

const ofReward = { reward: text, stocked: fc.boolean(), voucher: maybe(id('vch')), occurredAt: instant };

export const anyRedemptionEvent: AnyOf<Exclude<RedemptionEvent, ReviewEvent>> = {
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
    {
      order: text,
      partner: text,
      rate: of<RedemptionRate>({
        points: parts.points,
        amount: parts.points,
        currency: text,
        rounding: word({ down: 1, up: 1, 'half-up': 1 }),
      }),
    },
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
  RedemptionRefunded: of(
    { type: type('RedemptionRefunded'), occurredAt: instant, slices, ...left },
    { purchase: id('pur'), return: id('ret') },
  ),
  PurchasePaid: of({
    type: type('PurchasePaid'),
    purchase: id('pur'),
    wallet: text,
    points: parts.points,
    amount: parts.points,
    currency: text,
    occurredAt: instant,
  }),
  RedemptionVoidAwaited: of({ type: type('RedemptionVoidAwaited'), occurredAt: instant }),
  RewardChosen: of(
    {
      type: type('RewardChosen'),
      reward: text,
      rewardVersion: fc.nat(),
      kind: text,
      stocked: fc.boolean(),
      voucher: maybe(id('vch')),
      occurredAt: instant,
    },
    {
      money: of<{ amount: string; currency: string }>({ amount: text, currency: text }),
      voucherTerms: of<VoucherTerms>({ usesMax: fc.nat() }, { validFor: text }),
    },
  ),
  RewardIssued: of({ type: type('RewardIssued'), ...ofReward }),
  RewardWithdrawn: of({ type: type('RewardWithdrawn'), ...ofReward }),
  FulfilmentMoved: of(
    {
      type: type('FulfilmentMoved'),
      status: word({ ordered: 1, shipped: 1, delivered: 1, failed: 1, returned: 1 }),
      actor: text,
      occurredAt: instant,
    },
    { reason: text },
  ),
  PayoutRequested: of({
    type: type('PayoutRequested'),
    amount: text,
    currency: text,
    requestedBy: text,
    approveBy: maybe(instant),
    occurredAt: instant,
  }),
  PayoutApproved: of({ type: type('PayoutApproved'), actor: text, reason: text, occurredAt: instant }),
  PayoutRefused: of({ type: type('PayoutRefused'), actor: maybe(text), reason: text, occurredAt: instant }),
  PayoutSent: of({ type: type('PayoutSent'), occurredAt: instant }),
  PayoutAccepted: of({ type: type('PayoutAccepted'), reference: text, occurredAt: instant }),
  PayoutSettled: of({ type: type('PayoutSettled'), reference: text, occurredAt: instant }),
  PayoutFailed: of({ type: type('PayoutFailed'), reference: maybe(text), cause: text, occurredAt: instant }),
};

const taken = { reward: text, redemption: id('red'), occurredAt: instant };

export const anyTakingEvent: AnyOf<TakingEvent> = {
  StockSupplied: of({
    type: type('StockSupplied'),
    programme: text,
    reward: text,
    supply: maybe(fc.nat()),
    actor: text,
    occurredAt: instant,
  }),
  RewardTaken: of({ type: type('RewardTaken'), ...taken, member: id('mem'), lapsesAt: maybe(instant) }),
  RewardKept: of({ type: type('RewardKept'), ...taken }),
  RewardGivenBack: of({
    type: type('RewardGivenBack'),
    ...taken,
    cause: word({ voided: 1, lapsed: 1, refunded: 1 }),
  }),
};

const use = { ...named, occurredAt: instant };

export const anyVoucherEvent: AnyOf<VoucherEvent> = {
  VoucherIssued: of({
    type: type('VoucherIssued'),
    voucher: id('vch'),
    programme: text,
    member: maybe(id('mem')),
    redemption: maybe(id('red')),
    reward: maybe(text),
    pool: maybe(text),
    usesMax: fc.nat(),
    validFrom: instant,
    validUntil: maybe(instant),
    capturesOnUse: fc.boolean(),
    occurredAt: instant,
  }),
  VoucherReserved: of({ type: type('VoucherReserved'), ...use, lapsesAt: instant }),
  VoucherUsed: of({ type: type('VoucherUsed'), ...use, member: maybe(id('mem')) }, { store: text }),
  VoucherReleased: of({ type: type('VoucherReleased'), ...use }),
  VoucherRevoked: of({
    type: type('VoucherRevoked'),
    redemption: maybe(id('red')),
    reward: maybe(text),
    cause: word({ refunded: 1, voided: 1 }),
    occurredAt: instant,
  }),
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

const { lots, explanation, counts } = parts.earned;
const bonus = of<ReferralBonus>({ lots, explanation }, { counts });

export const anyReferralEvent: AnyOf<ReferralEvent> = {
  ReferralJudged: of(
    {
      type: type('ReferralJudged'),
      programme: text,
      purchase: id('pur'),
      programmeVersion: fc.nat(),
      occurredAt: instant,
      member: id('mem'),
      account: id('acc'),
      joinedAt: instant,
      invitedBy: maybe(of<ReferralMember>({ member: id('mem'), account: id('acc') })),
      inviter: maybe(bonus),
      friend: maybe(bonus),
    },
    { failed: of<ReferralFailed>({ condition: text, found: text, needed: text }) },
  ),
  ReferralPurchaseReturned: of(
    {
      type: type('ReferralPurchaseReturned'),
      programme: text,
      purchase: id('pur'),
      occurredAt: instant,
      isGone: fc.boolean(),
      isWithdrawn: fc.boolean(),
    },
    { return: id('ret') },
  ),
};

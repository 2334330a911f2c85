import type { ExpiredLot, LedgerEvent, MovedClaim, MovedHold } from '@loyalty/ledger';
import fc, { type Arbitrary } from 'fast-check';
import type { ProgrammeEvent } from '../programme-events.codec.js';
import type { ClaimedLine, PurchaseEvent } from '../purchase-events.js';
import type { ReviewEvent } from '../review-events.js';
import * as parts from './any-part.fixture.js';
import { id, instant, maybe, money, of, some, text, word } from './any-part.fixture.js';

/**
 * Any event of the log, with each of its fields there and not there. The tables are typed by the events, so that a new
 * event, field or word does not compile before it can be generated.
 */
export type AnyOf<Event extends { readonly type: string }> = {
  readonly [Type in Event['type']]: Arbitrary<Extract<Event, { readonly type: Type }>>;
};

const happened = {
  member: id('mem'),
  occurredAt: instant,
  changes: some(parts.balance),
  balances: some(parts.balance),
  nextDueAt: maybe(instant),
};
const spent = { redemption: id('red'), partner: text };
const credit = { ...happened, repaid: some(parts.slice) };
export const slices = some(parts.slice);
export const type = <Type extends string>(name: Type) => fc.constant(name);

const moved = {
  move: id('mov'),
  members: some(id('mem')),
  whole: fc.boolean(),
  slices,
  lots: some(parts.lot),
  holds: some(
    of<MovedHold>(
      { hold: id('hold'), member: id('mem'), heldAt: instant, lapsesAt: instant, slices },
      { redemption: id('red') },
    ),
  ),
  owed: some(parts.walletPoints),
  shortfall: some(parts.walletPoints),
  claims: some(
    of<MovedClaim>({ wallet: text, points: parts.points, holdsBefore: fc.nat({ max: 1_000 }) }, { return: id('ret') }),
  ),
  expired: some(of<ExpiredLot>({ lot: id('lot'), points: parts.points }, { member: id('mem') })),
};

export const anyAccountEvent: AnyOf<LedgerEvent> = {
  PointsEarned: of(
    { type: type('PointsEarned'), ...credit, lots: some(parts.lot) },
    { purchase: id('pur'), reason: text, report: id('act') },
  ),
  PointsMatured: of({ type: type('PointsMatured'), ...credit, slices }),
  LotReleased: of(
    { type: type('LotReleased'), ...credit, action: text, availableAt: instant, slices },
    { report: id('act') },
  ),
  PointsHeld: of(
    { type: type('PointsHeld'), ...happened, hold: id('hold'), lapsesAt: instant, slices },
    { redemption: id('red') },
  ),
  HoldReleased: of(
    { type: type('HoldReleased'), ...credit, hold: id('hold'), cause: parts.releaseCause, slices },
    { redemption: id('red'), actor: text, reason: text },
  ),
  PointsBurned: of({ type: type('PointsBurned'), ...credit, slices, released: slices }, { ...spent, hold: id('hold') }),
  PointsRefunded: of({ type: type('PointsRefunded'), ...credit, slices }, { ...spent, return: id('ret') }),
  PointsExpired: of({ type: type('PointsExpired'), ...happened, slices }),
  PointsReversed: of(
    {
      type: type('PointsReversed'),
      ...happened,
      slices,
      pendingSlices: slices,
      owed: some(parts.walletPoints),
      shortfall: some(parts.walletPoints),
      expiredBefore: some(parts.lotPoints),
    },
    {
      return: id('ret'),
      purchase: id('pur'),
      policy: word({ only_pending: 1, within_balance: 1, unlimited: 1 }),
      actor: text,
      reason: text,
    },
  ),
  ShortfallCollected: of(
    { type: type('ShortfallCollected'), ...happened, claimVersion: fc.nat(), hold: id('hold'), slices },
    { return: id('ret') },
  ),
  PointsAdjusted: of(
    {
      type: type('PointsAdjusted'),
      ...credit,
      reason: text,
      actor: text,
      lots: some(parts.lot),
      slices,
      owed: some(parts.walletPoints),
    },
    { adjustment: id('adj') },
  ),
  PointsTransferredOut: of(
    { type: type('PointsTransferredOut'), ...happened, transfer: id('trf'), to: id('acc'), slices },
    { actor: text, reason: text, hold: id('trf') },
  ),
  PointsTransferredIn: of(
    { type: type('PointsTransferredIn'), ...credit, transfer: id('trf'), from: id('acc'), slices },
    { actor: text, reason: text },
  ),
  AccountMovedOut: of({ type: type('AccountMovedOut'), ...happened, ...moved, to: id('acc') }),
  AccountMovedIn: of({ type: type('AccountMovedIn'), ...credit, ...moved, from: id('acc') }),
};

export const named = { source: text, externalId: text };

export const anyPurchaseEvent: AnyOf<Exclude<PurchaseEvent, ReviewEvent>> = {
  PurchaseRecorded: of(
    {
      type: type('PurchaseRecorded'),
      ...named,
      purchase: id('pur'),
      programme: text,
      occurredAt: instant,
      currency: text,
      taxIncluded: fc.boolean(),
      lines: some(parts.line),
      total: money,
      payments: some(parts.payment),
      member: maybe(id('mem')),
      account: maybe(id('acc')),
      outcome: maybe(parts.outcome),
      returns: some(id('ret')),
    },
    { store: text, channel: text, receipt: parts.receipt, fingerprint: text, identity: text, stranger: text },
  ),
  PurchaseAlsoNamed: of({ type: type('PurchaseAlsoNamed'), ...named, occurredAt: instant }),
  PurchaseClaimed: of({
    type: type('PurchaseClaimed'),
    member: id('mem'),
    account: id('acc'),
    occurredAt: instant,
    outcome: parts.outcome,
    alreadyReturned: some(of<ClaimedLine>({ line: text, lots: some(parts.lotPoints) })),
  }),
  UnitsReturned: of({
    type: type('UnitsReturned'),
    return: id('ret'),
    occurredAt: instant,
    lines: some(parts.returnedLine),
    refund: some(parts.refund),
  }),
  BonusWithdrawn: of({
    type: type('BonusWithdrawn'),
    offer: text,
    qualifier: id('pur'),
    occurredAt: instant,
    lines: some(parts.returnedLine),
  }),
  PurchaseVoided: of(
    {
      type: type('PurchaseVoided'),
      occurredAt: instant,
      lines: some(parts.returnedLine),
      refund: some(parts.refund),
      takenBack: some(parts.takenBack),
      accountVersion: maybe(fc.nat()),
      balances: some(parts.balance),
    },
    { givenBack: parts.oneOrMore(parts.givenBack), actor: text, reason: text },
  ),
  ReturnAwaited: of({ type: type('ReturnAwaited'), return: id('ret'), occurredAt: instant }),
  VoidAwaited: of({ type: type('VoidAwaited'), occurredAt: instant }, { actor: text, reason: text }),
};

const demand = fc.constantFrom('required' as const, 'none' as const);
const turned = { programme: text, campaign: text, occurredAt: instant, actor: text, road: text, reason: text };

export const anyProgrammeEvent: AnyOf<ProgrammeEvent> = {
  ProgrammeApplied: of({
    type: type('ProgrammeApplied'),
    programme: text,
    version: fc.nat(),
    document: text,
    appliedAt: instant,
    actor: text,
  }),
  ProgrammeRegistered: of({ type: type('ProgrammeRegistered'), programme: text, occurredAt: instant }),
  ProgrammeApproved: of({
    type: type('ProgrammeApproved'),
    programme: text,
    version: fc.nat(),
    proposal: text,
    proposedBy: text,
    approvedBy: text,
    road: text,
    reason: text,
    occurredAt: instant,
  }),
  ProgrammePolicySet: of({
    type: type('ProgrammePolicySet'),
    programme: text,
    approval: demand,
    tests: demand,
    occurredAt: instant,
    actor: text,
    road: text,
    reason: text,
  }),
  CampaignPaused: of({ type: type('CampaignPaused'), ...turned }),
  CampaignResumed: of({ type: type('CampaignResumed'), ...turned }),
  CampaignStopped: of({ type: type('CampaignStopped'), ...turned }),
};

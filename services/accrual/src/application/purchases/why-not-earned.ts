import {
  needsOf,
  NO_COUNTERS,
  NO_STANDING,
  whyNot,
  type Counters,
  type NotEarned,
  type Standing,
} from '@loyalty/programme';
import type { EventStore, RecordedEvent } from '@loyalty/event-store';
import type { PurchaseRecorded, ReferralFailed } from '@loyalty/contracts';
import { countersStream } from '../../domain/streams/counters-stream.js';
import type { Owner, RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { referralStream } from '../../domain/streams/referral-stream.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { seenOfMember } from '../audit/seen-standing.js';
import { countersOf } from '../counters/counter-book.js';
import type { AccrualPorts } from '../ports.js';
import type { ProgrammeVersion } from '../programmes.js';
import { referralOf } from '../referral/referral-book.js';
import { tiersOf } from '../tiers/tier-book.js';
import { tierThen } from '../tiers/tier-then.js';

export interface WhyNot {
  readonly purchase: PurchaseRecorded;
  readonly judge: ProgrammeVersion;
  /** As it was when the purchase arrived. */
  readonly standing: Standing;
  readonly notEarned: readonly NotEarned[];
  /** Of a friend's purchase: why neither side of the invitation got anything for it. */
  readonly notReferred: readonly (ReferralFailed & { readonly offer: string })[];
}

/** Why offers gave nothing for a purchase, by the programme that judged it and the counters as they were when it came. */
export async function whyNotEarned(
  { stream, offer }: { readonly stream: string; readonly offer?: string | undefined },
  { store, programmes }: Pick<AccrualPorts, 'store' | 'programmes'>,
): Promise<WhyNot | Rejected> {
  const { state } = await store.load(purchaseStream, stream);
  if (state.status !== 'recorded') return reject({ reason: 'purchase_not_found' });
  const { facts, outcome, owner } = state;
  const judge = outcome
    ? programmes.version(facts.programme, outcome.programmeVersion)
    : programmes.inForce(facts.programme, facts.occurredAt);
  if (!judge) return reject({ reason: 'programme_not_found', programme: facts.programme });

  const explanation = outcome?.explanation ?? [];
  const { pausedCampaigns: paused } = outcome ?? {};
  let standing = NO_STANDING;
  if (owner) {
    const arrivedAt = await arrivalOf({ stream, facts }, store);
    standing = {
      ...NO_STANDING,
      ...seenOfMember(outcome ?? { explanation }),
      ...(paused && { pausedCampaigns: new Set(paused) }),
      counters: await countersThen({ arrivedAt, judge, state }, store),
    };
    // The offers that asked for a tier and did not find it have recorded nothing, so it is worked out from what was counted.
    const then = { facts, judge, arrivedAt, standing };
    const tier = standing.tier ?? (await tierThen(then, eventsOf(tiersOf(owner.account), store)));
    if (tier !== undefined) standing = { ...standing, tier };
  }
  const notEarned = whyNot(judge.programme, facts, explanation, standing);
  const notReferred = owner ? await whyNotReferred({ facts, owner, judge }, store) : [];
  return {
    purchase: facts,
    judge,
    standing,
    notEarned: offer === undefined ? notEarned : notEarned.filter((each) => each.offer === offer),
    notReferred: offer === undefined ? notReferred : notReferred.filter((each) => each.offer === offer),
  };
}

/** As it was judged when it came; nothing where nobody invited the member. */
async function whyNotReferred(
  {
    facts,
    owner,
    judge,
  }: { readonly facts: PurchaseRecorded; readonly owner: Owner; readonly judge: ProgrammeVersion },
  store: Store,
): Promise<WhyNot['notReferred']> {
  const { referral } = judge.programme;
  if (!referral) return [];
  for await (const recorded of eventsOf(referralOf(facts.programme, owner.member), store)) {
    const event = referralStream.decode(recorded);
    if (event.type !== 'ReferralJudged' || event.purchase !== facts.purchase || !event.failed) continue;
    const { failed } = event;
    return [referral.inviter, referral.friend].flatMap((offer) => (offer ? [{ offer: offer.id, ...failed }] : []));
  }
  return [];
}

interface Judged {
  readonly arrivedAt: number;
  readonly judge: ProgrammeVersion;
  readonly state: RecordedPurchase;
}

/** The member's counters up to the version before the purchase. Budgets trim an offer, which is explained then, too. */
async function countersThen({ arrivedAt, judge, state }: Judged, store: Store): Promise<Counters> {
  const { facts, owner } = state;
  if (!owner || !needsOf(judge.programme).counters) return NO_COUNTERS;
  let counters = NO_COUNTERS;
  for await (const recorded of eventsOf(countersOf(owner.account), store)) {
    const moved = countersStream.decode(recorded);
    const isOwn = moved.purchase === facts.purchase && moved.return === undefined;
    if (isOwn || recorded.recordedAt > arrivedAt) break;
    counters = countersStream.evolve(counters, moved);
  }
  return counters;
}

/** When it became its member's. */
async function arrivalOf(
  { stream, facts }: { readonly stream: string; readonly facts: PurchaseRecorded },
  store: Store,
): Promise<number> {
  const became = facts.account === null ? 'PurchaseClaimed' : 'PurchaseRecorded';
  let arrivedAt = Number.POSITIVE_INFINITY;
  for await (const { type, recordedAt } of eventsOf(stream, store)) {
    if (type.startsWith(became)) arrivedAt = recordedAt;
  }
  return arrivedAt;
}

const PAGE = 500;

async function* eventsOf(stream: string, store: Store): AsyncGenerator<RecordedEvent> {
  for (let after = 0; ; after += PAGE) {
    const events = await store.readStream(stream, after, PAGE);
    yield* events;
    if (events.length < PAGE) return;
  }
}

type Store = Pick<EventStore, 'readStream'>;

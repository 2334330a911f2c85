import { type PurchaseVoided, isUndecided } from '@loyalty/contracts';
import type { Programme } from '@loyalty/programme';
import { madeBy } from '../../domain/units/going-back.js';
import { lineLoads } from '../../domain/units/line-loads.js';
import type { RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { refundOf } from '../../domain/units/refund.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { sumTakenBack } from '../../domain/units/taken-back.js';
import { takeRest } from '../../domain/units/units.js';
import { standingOf, takeBackPoints } from '../account-book.js';
import type { Draft } from '../draft.js';
import { countGone } from '../counters/counter-book.js';
import { givePointsBack } from '../paying/give-points-back.js';
import { ownerNow } from '../where-now.js';
import { NOTHING_WITHDRAWN, withdrawBonuses, type Withdrawn } from '../counters/withdraw-bonus.js';
import type { Programmes } from '../programmes.js';
import { tellReview } from '../velocity/review-book.js';
import { takeBackReferral } from '../referral/referral-book.js';
import { countGoneFromTiers } from '../tiers/tier-book.js';

export interface Voiding {
  readonly stream: string;
  readonly occurredAt: number;
  readonly programmes: Programmes;
  /** Who said why, where somebody did. */
  readonly actor?: string;
  readonly reason?: string;
}

/** Undoes a recorded purchase: all that had not gone back before goes back now. */
export function voidRecorded(
  draft: Draft,
  { stream, occurredAt: voidedAt, programmes, actor, reason }: Voiding,
): PurchaseVoided | Rejected {
  const { state: purchase } = draft.state(purchaseStream, stream);
  if (purchase.status !== 'recorded') throw new Error(`${stream} is no recorded purchase`);
  const { facts, givenBack } = purchase;
  const owner = purchase.owner && ownerNow(draft, purchase.owner);
  const occurredAt = Math.max(voidedAt, facts.occurredAt);
  const programme = programmes.inForce(facts.programme, occurredAt)?.programme;
  if (!programme) return reject({ reason: 'programme_not_found', programme: facts.programme });

  const lines = [...lineLoads(purchase).values()].flatMap((load) => takeRest(load, givenBack.get(load.line)) ?? []);
  const after = afterVoid(purchase, { occurredAt, lines });
  countGoneFromTiers(draft, { before: purchase, after, occurredAt, programmes });
  const pointsBack = givePointsBack(draft, { purchase, lines, occurredAt, programme });
  if ('rejected' in pointsBack) return pointsBack;
  const taken = owner
    ? takeBackPoints(draft, {
        owner,
        purchase: facts.purchase,
        occurredAt,
        policy: programme.clawBack,
        made: madeBy(purchase, lines),
      })
    : [];
  if ('rejected' in taken) return taken;
  const withdrawn = freeCounters(draft, { before: purchase, after, occurredAt, programme });
  if ('rejected' in withdrawn) return withdrawn;
  const unreferred = takeBackReferral(draft, { after, occurredAt, policy: programme.clawBack, programmes });
  if ('rejected' in unreferred) return unreferred;

  const standing = owner && standingOf(draft, owner.account, programme);
  const event: PurchaseVoided = {
    type: 'PurchaseVoided',
    occurredAt,
    ...(actor === undefined ? {} : { actor }),
    ...(reason === undefined ? {} : { reason }),
    lines,
    refund: refundOf(purchase, lines),
    ...(pointsBack.length > 0 && { givenBack: pointsBack }),
    takenBack: sumTakenBack([...taken, ...withdrawn.takenBack, ...unreferred]),
    accountVersion: standing?.version ?? null,
    balances: standing?.balances ?? [],
  };
  draft.append(purchaseStream, stream, { event, occurredAt });
  withdrawReview(draft, { stream, purchase });
  return event;
}

/** There is nothing left to decide about. */
function withdrawReview(
  draft: Draft,
  { stream, purchase: { review, facts } }: { readonly stream: string; readonly purchase: RecordedPurchase },
): void {
  if (!review || !isUndecided(review, draft.now)) return;
  const event = { type: 'ReviewWithdrawn', review: review.opened.review, occurredAt: draft.now } as const;
  tellReview(draft, { stream, programme: facts.programme, event });
}

/** As its stream will say: what is taken back on the way stands in the event, and moves nothing more. */
function afterVoid(before: RecordedPurchase, voided: Pick<PurchaseVoided, 'occurredAt' | 'lines'>): RecordedPurchase {
  const nothing = { refund: [], takenBack: [], accountVersion: null, balances: [] };
  const after = purchaseStream.evolve(before, { type: 'PurchaseVoided', ...voided, ...nothing });
  if (after.status !== 'recorded') throw new Error(`${before.facts.purchase} is no recorded purchase`);
  return after;
}

interface Freeing {
  readonly before: RecordedPurchase;
  readonly after: RecordedPurchase;
  readonly occurredAt: number;
  readonly programme: Programme;
}

/** As when all of its units are returned: room comes free, and bonuses that it had qualified go with it. */
function freeCounters(draft: Draft, { before, after, occurredAt, programme }: Freeing): Withdrawn | Rejected {
  const { facts, owner } = before;
  if (!owner) return NOTHING_WITHDRAWN;
  const moving = { owner: ownerNow(draft, owner), programme: facts.programme, purchase: facts.purchase, occurredAt };
  const offers = countGone(draft, moving, { before, after });
  return withdrawBonuses(draft, { qualifier: facts.purchase, offers, occurredAt, policy: programme.clawBack });
}

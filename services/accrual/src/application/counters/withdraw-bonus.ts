import type { BonusWithdrawn, TakenBack } from '@loyalty/contracts';
import { leftOf, type Programme } from '@loyalty/programme';
import { madeBy, type GoingBack } from '../../domain/units/going-back.js';
import { goneFrom } from '../../domain/units/gone.js';
import type { RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { qualifierTag } from '../../domain/qualifier-tag.js';
import type { Rejected } from '../../domain/rejections.js';
import { takeBackPoints } from '../account-book.js';
import { countGone } from './counter-book.js';
import type { Draft } from '../draft.js';
import { ownerNow } from '../where-now.js';

/** A purchase that qualified bonuses of others has gone back. */
export interface Withdrawing {
  /** `pur_…` */
  readonly qualifier: string;
  readonly offers: readonly string[];
  readonly return?: string;
  readonly occurredAt: number;
  readonly policy: Programme['clawBack'];
}

export interface Withdrawn {
  readonly parts: readonly GoingBack[];
  readonly takenBack: readonly TakenBack[];
}

export const NOTHING_WITHDRAWN: Withdrawn = { parts: [], takenBack: [] };

/** Bonuses go back with the purchases that qualified them: what is left of each leaves the lines that carry it. */
export function withdrawBonuses(draft: Draft, withdrawing: Withdrawing): Withdrawn | Rejected {
  if (withdrawing.offers.length === 0) return NOTHING_WITHDRAWN;
  const parts: GoingBack[] = [];
  const takenBack: TakenBack[] = [];
  const streams = draft.tagged(qualifierTag(withdrawing.qualifier));
  draft.states(purchaseStream, streams);
  for (const stream of streams) {
    for (const offer of withdrawing.offers) {
      const { state } = draft.state(purchaseStream, stream);
      if (state.status !== 'recorded') continue;
      const lines = leftOfBonus(state, offer, withdrawing.qualifier);
      if (lines.length === 0) continue;
      const taken = withdraw(draft, { stream, purchase: state, lines }, { ...withdrawing, offer });
      if ('rejected' in taken) return taken;
      parts.push({ stream, purchase: state, lines });
      takenBack.push(...taken);
    }
  }
  return { parts, takenBack };
}

/** Nothing where it was another purchase that this one qualified, or where all of it has gone already. */
function leftOfBonus(purchase: RecordedPurchase, offer: string, qualifier: string): GoingBack['lines'] {
  const { outcome, withdrawn } = purchase;
  const count = outcome?.counts?.find(
    (each) => each.offer === offer && each.qualifiedBy.some((visit) => visit.purchase === qualifier),
  );
  if (!outcome || !count || count.lot === null || withdrawn.has(offer)) return [];
  const { lot } = count;
  return leftOf(count, outcome, goneFrom(purchase))
    .filter(({ points }) => points > 0n)
    .map(({ line, points }) => ({ line, quantity: 0n, amount: 0n, lots: [{ lot, points }] }));
}

function withdraw(
  draft: Draft,
  { stream, purchase, lines }: GoingBack,
  withdrawing: Withdrawing & { readonly offer: string },
): readonly TakenBack[] | Rejected {
  const { facts } = purchase;
  if (!purchase.owner) return [];
  const owner = ownerNow(draft, purchase.owner);
  const occurredAt = Math.max(withdrawing.occurredAt, facts.occurredAt);
  const { offer, qualifier, policy } = withdrawing;
  const event: BonusWithdrawn = { type: 'BonusWithdrawn', offer, qualifier, occurredAt, lines };
  draft.append(purchaseStream, stream, { event, occurredAt });
  const { state: after } = draft.state(purchaseStream, stream);
  if (after.status !== 'recorded') throw new Error(`${stream} is no recorded purchase`);
  const cause = withdrawing.return === undefined ? {} : { return: withdrawing.return };
  countGone(
    draft,
    { owner, programme: facts.programme, purchase: facts.purchase, ...cause, occurredAt },
    { before: purchase, after, lost: qualifier },
  );
  return takeBackPoints(draft, {
    owner,
    purchase: facts.purchase,
    ...cause,
    occurredAt,
    policy,
    made: madeBy(purchase, lines),
  });
}

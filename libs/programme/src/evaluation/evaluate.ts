import type { Programme, Wallet } from '../programme.js';
import type { Line, Purchase } from '../purchase.js';
import { termsAt } from '../terms/terms-at.js';
import { applyBaseOffer, type Award } from './base-offer.js';
import type { EarnedLot, Evaluation, Explanation } from './evaluation.js';

/**
 * What a Purchase earns by this version of a Programme, exactly and with its reasons. Same document, same Purchase, same
 * answer for ever. Whoever asks has refused currencies that the Programme does not take.
 */
export function evaluate(programme: Programme, version: number, purchase: Purchase): Evaluation {
  const awards: Award[] = [];
  for (const offer of programme.offers) {
    const award = applyBaseOffer(offer, programme, purchase);
    if (award) awards.push(award);
  }

  const lots: EarnedLot[] = [];
  for (const { offer } of awards) {
    const isIssued = lots.some(({ wallet }) => wallet === offer.wallet.id);
    const lot = isIssued ? undefined : issue(offer.wallet, awards, purchase);
    if (lot) lots.push(lot);
  }
  return { lots, explanation: awards.map((award) => explain(award, version, purchase.lines)) };
}

/** All that the offers give in one wallet is one Lot: it becomes available together and expires together. */
function issue(wallet: Wallet, awards: readonly Award[], purchase: Purchase): EarnedLot | undefined {
  const carried = purchase.lines.map(() => 0n);
  let points = 0n;
  for (const award of awards) {
    if (award.offer.wallet !== wallet) continue;
    points += award.points;
    award.looked.forEach((line, at) => (carried[line] = (carried[line] ?? 0n) + (award.parts[at] ?? 0n)));
  }
  if (points === 0n) return undefined;

  const lines: { line: string; points: bigint }[] = [];
  purchase.lines.forEach((line, at) => {
    const part = carried[at] ?? 0n;
    if (part > 0n) lines.push({ line: line.id, points: part });
  });
  return { wallet: wallet.id, points, ...termsAt(wallet, purchase.occurredAt), lines };
}

function explain(award: Award, version: number, lines: readonly Line[]): Explanation {
  return {
    offer: award.offer.id,
    version,
    wallet: award.offer.wallet.id,
    points: award.points,
    basis: award.basis,
    lines: award.looked.map((line) => lines[line]?.id ?? ''),
    text: award.text,
  };
}

import type { Wallet } from '../programme.js';
import type { Instant, Purchase } from '../purchase.js';
import { heldTerms, termsAt, type Terms } from '../terms/terms-at.js';
import type { Award } from './award.js';
import type { EarnedLot } from './evaluation.js';

interface Filling {
  readonly wallet: Wallet;
  readonly terms: Terms;
  readonly partner: string | null;
  points: bigint;
  readonly carried: bigint[];
}

export interface Issued {
  readonly lots: readonly EarnedLot[];
  /** By award: the position of the lot that its points are in; null where it gave none. */
  readonly lotOf: readonly (number | null)[];
}

/**
 * Points of one wallet that become available together, expire together and are funded by the same are one Lot; the same
 * Lots whether a person has to decide about them (`heldUntil`) or not.
 */
export function issue(awards: readonly Award[], purchase: Purchase, heldUntil?: Instant | null): Issued {
  const fillings: Filling[] = [];
  const lotOf = awards.map((award) => {
    if (award.points === 0n) return null;
    const at = placeOf(award, fillings, purchase);
    const filling = fillings[at];
    if (!filling) throw new Error('A lot that was just begun is gone.');
    filling.points += award.points;
    const { looked, parts } = award;
    for (let nth = 0; nth < parts.length; nth += 1) {
      const line = looked.lines[nth] ?? 0;
      filling.carried[line] = (filling.carried[line] ?? 0n) + (parts[nth] ?? 0n);
    }
    return at;
  });
  return { lots: fillings.map((filling) => lotOfFilling(filling, purchase, heldUntil)), lotOf };
}

/** Where the same terms stand already, no calendar is asked. */
function placeOf(award: Award, fillings: Filling[], purchase: Purchase): number {
  for (let at = 0; at < fillings.length; at += 1) {
    if (fillings[at]?.wallet === award.terms && fillings[at]?.partner === award.partner) return at;
  }
  const terms = termsAt(award.terms, purchase.occurredAt);
  const at = fillings.findIndex((filling) => isSame(filling, award, terms));
  return at >= 0 ? at : fillings.push(begin(award, terms, purchase)) - 1;
}

function begin({ terms: wallet, partner }: Award, terms: Terms, { lines }: Purchase): Filling {
  return { wallet, terms, partner, points: 0n, carried: lines.map(() => 0n) };
}

function isSame(filling: Filling, award: Award, terms: Terms): boolean {
  if (filling.wallet.id !== award.terms.id || filling.partner !== award.partner) return false;
  return (
    filling.terms.availableAt === terms.availableAt &&
    filling.terms.expiresAt === terms.expiresAt &&
    filling.terms.awaits?.action === terms.awaits?.action &&
    filling.terms.awaits?.expiresAfter === terms.awaits?.expiresAfter
  );
}

function lotOfFilling(
  { wallet, terms: own, partner, points, carried }: Filling,
  purchase: Purchase,
  heldUntil: Instant | null | undefined,
): EarnedLot {
  const terms = heldUntil === undefined ? own : heldTerms(wallet, own, heldUntil);
  const lines: { line: string; points: bigint }[] = [];
  for (let at = 0; at < carried.length; at += 1) {
    const line = purchase.lines[at];
    const part = carried[at] ?? 0n;
    if (line && part > 0n) lines.push({ line: line.id, points: part });
  }
  const { availableAt, expiresAt, awaits } = terms;
  // Written out: copying an object into another one can cost as much as all the rest of an evaluation.
  const lot = awaits
    ? { wallet: wallet.id, points, availableAt, expiresAt, awaits, lines }
    : { wallet: wallet.id, points, availableAt, expiresAt, lines };
  return partner === null ? lot : { ...lot, partner };
}

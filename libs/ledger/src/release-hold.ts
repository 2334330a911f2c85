import { type OpenHold, walletOf } from './account.js';
import { split } from './burn-order.js';
import { type Journal, write } from './decision.js';
import type { HoldReleased } from './events.js';
import type { Instant, Points, Slice, WalletPoints } from './nouns.js';
import { repaidBy } from './repay.js';
import { totals } from './slice.js';
import { walk } from './tree.js';

/** Gives all of a hold back. */
export function releaseHold(
  entries: Journal,
  hold: OpenHold,
  { occurredAt, ...because }: Pick<HoldReleased, 'cause' | 'actor' | 'reason'> & { occurredAt: Instant },
): void {
  const repaid = repaidBy(hold.slices, entries.account);
  const { hold: id, member, redemption } = hold;
  const named = { hold: id, ...(redemption === undefined ? {} : { redemption }) };
  write(entries, { type: 'HoldReleased', ...named, ...because, member, occurredAt, slices: hold.slices, repaid });
  afterRelease(entries, hold, { released: without(hold.slices, repaid), occurredAt });
}

/**
 * What a hold gave free is asked for in this order: what is owed (the release itself repays it), Returns that found it
 * held, and last, by `settle`, the expiry that it outlived while it was held. A Return comes before expiry, or the
 * Member would lose the same points twice: to breakage and as a Shortfall. Expiry is judged by the clock, like all that
 * is due, and not by the date of the release: a till whose clock is ahead ends no Lot early.
 */
export function afterRelease(
  entries: Journal,
  hold: OpenHold,
  { released, occurredAt }: { released: readonly Slice[]; occurredAt: Instant },
): void {
  let free = released;
  for (const claim of claimsOn(entries, hold)) {
    const { taken, left } = split(free, [claim]);
    if (taken.length === 0) continue;
    const from = claim.return === undefined ? {} : { return: claim.return };
    write(entries, {
      type: 'ShortfallCollected',
      ...from,
      claimVersion: claim.version,
      hold: hold.hold,
      member: hold.member,
      occurredAt,
      slices: taken,
    });
    free = left;
  }
}

export function without(slices: readonly Slice[], taken: readonly Slice[]): readonly Slice[] {
  return taken.length === 0 ? slices : split(slices, totals(taken)).left;
}

interface Claim extends WalletPoints {
  readonly version: number;
  readonly return?: string;
  readonly points: Points;
}

/** Shortfalls that were left after the hold was made, oldest first; of one version where both came in by one move. */
function claimsOn(entries: Journal, hold: OpenHold): Claim[] {
  const claims: Claim[] = [];
  for (const { wallet } of hold.points) {
    walk(walletOf(entries.account, wallet)?.claims, (claim) => {
      if (claim.version >= hold.version) claims.push({ wallet, ...claim });
      return true;
    });
  }
  return claims;
}

import { type Account, type OpenHold } from './account.js';
import type { Moved, MovedClaim } from './events.js';
import type { Instant, MemberId, Slice, WalletPoints } from './nouns.js';
import type { HeldLots } from './rejections.js';
import { sliceOf } from './slice.js';
import { entries } from './tree.js';

/** What a move takes. */
export interface Portion extends Omit<Moved, 'move' | 'members' | 'whole'> {
  /** The latest date at which points came to one of the Lots: a debit is never earlier. */
  readonly creditedAt: Instant;
}

/** Everything that an Account has and owes. */
export function allOf(account: Account): Portion {
  const { wallets } = account;
  const holds = entries(account.lapsing).toSorted((one, other) => one.version - other.version);
  const { creditedAt, ...lots } = lotsOf(account, () => true);
  return {
    ...lots,
    creditedAt: Math.max(creditedAt, ...holds.map(({ heldAt }) => heldAt)),
    holds: holds.map(({ hold, redemption, member, heldAt, lapsesAt, slices }) => ({
      hold,
      ...(redemption === undefined ? {} : { redemption }),
      member,
      heldAt,
      lapsesAt,
      slices,
    })),
    owed: sums(wallets.map(({ wallet, owed }) => ({ wallet, points: owed }))),
    shortfall: sums(wallets.map(({ wallet, shortfall }) => ({ wallet, points: shortfall }))),
    claims: claimsOf(account, holds),
  };
}

/** The Lots of some Members. What is owed is nobody's Lot, so it stays. */
export function portionOf(account: Account, members: readonly MemberId[]): Portion {
  const own = lotsOf(account, (member) => member !== undefined && members.includes(member));
  return { ...own, holds: [], owed: [], shortfall: [], claims: [] };
}

/** Lots of these Members that open holds keep, by the hold. */
export function lotsHeld({ lapsing }: Account, members: readonly MemberId[]): HeldLots[] {
  return entries(lapsing).flatMap(({ hold, lapsesAt, slices }) => {
    const points = slices.reduce((sum, slice) => (members.includes(slice.member) ? sum + slice.points : sum), 0n);
    return points === 0n ? [] : [{ hold, points, lapsesAt }];
  });
}

function lotsOf(account: Account, isTheirs: (member: MemberId | undefined) => boolean) {
  const slices: Slice[] = [];
  let creditedAt = -Infinity;
  for (const wallet of account.wallets) {
    for (const lot of entries(wallet.lots).filter(({ member }) => isTheirs(member))) {
      slices.push(sliceOf(lot, lot.points));
      creditedAt = Math.max(creditedAt, lot.creditedAt);
    }
  }
  const lots = entries(account.pending)
    .filter(({ member }) => isTheirs(member))
    .map(({ creditedAt: at, ...lot }) => {
      creditedAt = Math.max(creditedAt, at);
      return lot;
    });
  return { slices, lots, expired: entries(account.expired).filter(({ member }) => isTheirs(member)), creditedAt };
}

/** In the order in which Returns left them; each says how many of the open holds were there before it. */
function claimsOf({ wallets }: Account, holds: readonly OpenHold[]): MovedClaim[] {
  return (
    wallets
      .flatMap(({ wallet, claims }) => entries(claims).map((claim) => ({ wallet, ...claim })))
      .toSorted((one, other) => one.version - other.version)
      .map(({ version, ...claim }) => ({
        ...claim,
        holdsBefore: holds.filter((hold) => hold.version <= version).length,
      }))
      // What no hold can pay any more stays a Shortfall and is nothing else.
      .filter(({ holdsBefore }) => holdsBefore > 0)
  );
}

function sums(parts: readonly WalletPoints[]): WalletPoints[] {
  return parts.filter(({ points }) => points > 0n);
}

import type { View } from '@loyalty/event-store';
import { type Account, balanceAt, type InsufficientPoints } from '@loyalty/ledger';
import { fromId } from '@loyalty/service-host/values';
import { redemptionStream } from '../domain/redemption-stream.js';
import type { HeldFor, NotEnoughPoints } from '../domain/rejections.js';

const PENDING_LISTED_MAX = 20;

/** The ledger's refusal with what a till must know to explain it: for which orders points are held, and when more come. */
export function notEnoughPoints(
  { wallet, available, needed, held }: InsufficientPoints,
  { view, account }: { view: View; account: Account },
): NotEnoughPoints {
  const standing = balanceAt(account, view.now).find((each) => each.wallet === wallet);
  const pending = (standing?.pendingBy ?? []).slice(0, PENDING_LISTED_MAX);
  return {
    reason: 'insufficient_points',
    wallet,
    available,
    needed,
    held: withOrders(held, view),
    pending: pending.map(({ at, points }) => ({ points, availableAt: at })),
  };
}

/** What the store must fetch stops a decision; asked for one after the other, each would stop it anew. */
function withOrders(held: InsufficientPoints['held'], view: View): HeldFor[] {
  let missing: { readonly cause: unknown } | undefined;
  const found: HeldFor[] = [];
  for (const { hold, points, lapsesAt } of held) {
    try {
      const order = orderOf(hold, view);
      found.push({ redemption: hold, ...(order === undefined ? {} : { order }), points, lapsesAt });
    } catch (cause) {
      missing ??= { cause };
    }
  }
  if (missing) throw missing.cause;
  return found;
}

function orderOf(hold: string, view: View): string | undefined {
  const stream = fromId('red', hold);
  const state = stream === undefined ? undefined : view.state(redemptionStream, stream).state;
  return state?.status === 'known' ? state.facts.order : undefined;
}

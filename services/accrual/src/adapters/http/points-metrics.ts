import type { TakenBack } from '@loyalty/contracts';
import { counter } from '@loyalty/service-host';
import type { ClaimAnswer } from '../../application/strangers/claim-purchase.js';
import type { PurchaseAnswer } from '../../application/purchases/purchase-answer.js';
import type { ReturnResult } from '../../application/returns/record-return.js';

const purchases = counter('loyalty_purchases_total', 'Purchases by outcome', ['outcome']);
const returns = counter('loyalty_returns_total', 'Returns by outcome', ['outcome']);
const shortfalls = counter('loyalty_shortfall_points_total', 'Points that a return could not take back', ['wallet']);

export function countPurchase({ first, repeated, returns: exchanged }: PurchaseAnswer): void {
  if (repeated) return purchases.inc({ outcome: 'repeated' });
  purchases.inc({ outcome: first.account === null ? 'waiting_for_member' : 'recorded' });
  for (const answer of exchanged) countReturn({ answer, repeated });
}

export function countClaim({ repeated }: ClaimAnswer): void {
  if (repeated) return;
  purchases.inc({ outcome: 'claimed' });
}

export function countReturn({ answer, repeated }: ReturnResult): void {
  if (repeated) return returns.inc({ outcome: 'repeated' });
  if (answer.type === 'ReturnKept') return returns.inc({ outcome: 'waiting_for_purchase' });
  returns.inc({ outcome: answer.unmatched.length > 0 ? 'partly_unmatched' : 'applied' });
  countTakenBack(answer);
}

export function countTakenBack({ takenBack }: { readonly takenBack: readonly TakenBack[] }): void {
  for (const { wallet, shortfall } of takenBack) {
    if (shortfall > 0n) shortfalls.inc({ wallet }, Number(shortfall));
  }
}

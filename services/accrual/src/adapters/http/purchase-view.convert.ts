import { formatMoney, formatQuantity } from '@loyalty/programme';
import { formatInstant } from '@loyalty/service-host';
import type { Programmes } from '../../application/programmes.js';
import type { RecordedPurchase } from '../../domain/purchase-state.js';
import { voidedBy } from './void.convert.js';
import { earnedBody, nameOf, reviewBody } from './purchase.convert.js';

/** A purchase as it stands now: what was sent, what it earned, and what of it went back. */
export function purchaseView(
  { facts, owner, outcome, givenBack, voided, review }: RecordedPurchase,
  programmes: Programmes,
) {
  const money = (minor: bigint) => formatMoney(minor, facts.currency);
  return {
    purchase: nameOf(facts),
    programme: facts.programme,
    status: voided ? 'voided' : 'recorded',
    ...(voided ? { voidedAt: formatInstant(voided.occurredAt), ...voidedBy(voided) } : {}),
    occurredAt: formatInstant(facts.occurredAt),
    ...(facts.store === undefined ? {} : { store: facts.store }),
    ...(facts.channel === undefined ? {} : { channel: facts.channel }),
    ...(facts.receipt === undefined ? {} : { receipt: facts.receipt }),
    member: owner ? { id: owner.member } : null,
    currency: facts.currency,
    taxIncluded: facts.taxIncluded,
    total: money(facts.total),
    lines: facts.lines.map(({ quantity, amount, discount, tax, eligible: _eligible, ...line }) => ({
      ...line,
      quantity: formatQuantity(quantity),
      amount: money(amount),
      discount: money(discount),
      tax: money(tax),
      returned: formatQuantity(givenBack.get(line.id)?.quantity ?? 0n),
    })),
    payments: facts.payments.map(({ amount, paid, ...payment }) => ({
      ...payment,
      amount: money(amount),
      ...(paid && { wallet: paid.wallet, points: Number(paid.points) }),
    })),
    ...reviewBody(review),
    ...earnedBody(facts, { account: owner?.account ?? null, outcome, programmes }),
  };
}

import type { PurchaseVoided } from '@loyalty/contracts';
import { formatInstant } from '@loyalty/service-host';
import type { VoidAnswer } from '../../application/voids/void-purchase.js';
import { toBalance } from './balance.convert.js';
import { nameOf } from './purchase.convert.js';
import { toGivenBack, toRefund, toTakenBack } from './return.convert.js';

/** Who said why, where somebody did. */
export function voidedBy({ actor, reason }: Pick<PurchaseVoided, 'actor' | 'reason'>) {
  return actor === undefined || reason === undefined ? {} : { voidedBy: { actor, reason } };
}

export function voidBody(answer: VoidAnswer) {
  if (answer.status === 'waiting') return { status: answer.status, repeated: answer.repeated };
  const { purchase, voided, repeated } = answer;
  const account = purchase.owner?.account ?? null;
  return {
    purchase: nameOf(purchase.facts),
    status: answer.status,
    voidedAt: formatInstant(voided.occurredAt),
    ...voidedBy(voided),
    account: account === null ? null : { id: account, version: voided.accountVersion },
    takenBack: voided.takenBack.map(toTakenBack),
    givenBack: (voided.givenBack ?? []).map(toGivenBack),
    refund: voided.refund.map(toRefund),
    balance: voided.balances.map(toBalance),
    repeated,
  };
}

import { readPurchaseMessage, UnreadableMessage, type PurchaseMessageBytes } from '@loyalty/contracts';
import { compileSchema } from '@loyalty/service-host';
import type { BatchItem } from '../../application/purchases/post-batch.js';
import { purchaseMessageSchema } from '../../domain/sent/purchase-message.schema.js';
import type { SentPurchase, SentReturn } from '../../domain/sent/sent-purchase.js';

/** Where tills and shops send purchases and returns that nobody waits for. */
export const PURCHASE_TOPIC = 'loyalty.accrual.purchases.v1';

type SentMessage = { readonly purchase: SentPurchase } | { readonly return: SentReturn };

const check = compileSchema<SentMessage>(purchaseMessageSchema);

/** @throws UnreadableMessage for what is none, with each place that is wrong and what was expected there */
export function readBatchItem(message: PurchaseMessageBytes): BatchItem {
  const checked = check(readPurchaseMessage(message));
  if (!checked.ok) {
    // What was found is left out: it may be somebody's personal data, sent here by mistake.
    const errors = checked.errors.map(({ pointer, code, expected }) => `${pointer}: ${code}, expected ${expected}`);
    throw new UnreadableMessage(errors.join('; '));
  }
  return 'purchase' in checked.value
    ? { kind: 'purchase', sent: checked.value.purchase }
    : { kind: 'return', sent: checked.value.return };
}

import { reject, type Rejected } from '../../domain/rejections.js';
import type { SentPurchase } from '../../domain/sent/sent-purchase.js';
import type { AccrualPorts } from '../ports.js';
import { Invalid } from '../invalid.js';
import { preparePurchase } from './prepare-purchase.js';
import type { PurchaseAnswer } from './purchase-answer.js';
import { recognise } from './recognise.js';
import { recordPurchase } from './record-purchase.js';

/** One purchase, from what was sent to its answer. */
export async function postPurchase(
  sent: SentPurchase,
  ports: AccrualPorts,
  { dryRun = false } = {},
): Promise<PurchaseAnswer | Invalid | Rejected> {
  const purchase = preparePurchase(sent, ports);
  if (purchase instanceof Invalid || 'rejected' in purchase) return purchase;

  const [buyer = reject({ reason: 'member_not_found' })] = await recognise([purchase], ports, { dryRun });
  if ('rejected' in buyer) return buyer;
  const command = recordPurchase({ purchase, buyer, programmes: ports.programmes });
  return dryRun ? ports.store.preview(command) : (await ports.store.execute(command)).answer;
}

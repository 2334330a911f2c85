import { reject, type Rejected } from '../../domain/rejections.js';
import type { RedemptionPorts } from '../ports.js';
import type { ListedPayouts } from './payout-ports.js';
import { loadPayout, type PayoutRow } from './payout-row.js';

/** As the ledger has it, whatever the index knows. */
export async function readPayout(id: string, ports: RedemptionPorts): Promise<PayoutRow | Rejected> {
  return (await loadPayout(id, ports)) ?? reject({ reason: 'payout_not_found' });
}

/** As the index has them: within a second of the ledger. */
export async function listPayouts(
  asked: ListedPayouts,
  { payouts }: RedemptionPorts,
): Promise<readonly PayoutRow[] | Rejected> {
  return payouts ? payouts.index.list(asked) : reject({ reason: 'not_provided', missing: ['payouts'] });
}

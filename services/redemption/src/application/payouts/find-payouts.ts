import { reject, type Rejected } from '../../domain/rejections.js';
import type { RedemptionPorts } from '../ports.js';
import type { ListedPayouts } from './payout-ports.js';
import { loadPayout, type PayoutRow } from './payout-row.js';

/** As the ledger has it, whatever the index knows. */
export async function readPayout(id: string, ports: RedemptionPorts): Promise<PayoutRow | Rejected> {
  return (await loadPayout(id, ports)) ?? reject({ reason: 'payout_not_found' });
}

export interface PayoutPage {
  readonly rows: readonly PayoutRow[];
  /** Where the next page goes on; undefined where there is none. */
  readonly next: ListedPayouts['after'];
}

/** As the index has them: within a second of the ledger. */
export async function listPayouts(
  asked: ListedPayouts,
  { payouts }: Pick<RedemptionPorts, 'payouts'>,
): Promise<PayoutPage | Rejected> {
  if (!payouts) return reject({ reason: 'not_provided', missing: ['payouts'] });
  const found = await payouts.index.list({ ...asked, limit: asked.limit + 1 });
  const rows = found.slice(0, asked.limit);
  return { rows, next: found.length > rows.length ? rows.at(-1) : undefined };
}

import { fromId } from '@loyalty/service-host/values';
import { reject, type Rejected } from '../../domain/rejections.js';
import type { RedemptionPorts } from '../ports.js';
import { loadPayout } from './payout-row.js';
import { approve, refuse, stepPayout } from './payout-steps.js';
import type { PayoutAnswer } from './request-payout.js';
import { showPayout } from './show-payout.js';

export interface Decided {
  readonly verdict: 'approve' | 'refuse';
  /** The key of whoever says so. */
  readonly actor: string;
  readonly reason: string;
}

/** A second person says yes or no. Whoever asked for it may take it back (a void), and not approve it. */
export async function decidePayout(
  id: string,
  { verdict, actor, reason }: Decided,
  ports: RedemptionPorts,
): Promise<PayoutAnswer | Rejected> {
  const { payouts, store } = ports;
  if (!payouts) return reject({ reason: 'not_provided', missing: ['payouts'] });
  const found = fromId('red', id) === undefined ? undefined : await loadPayout(id, ports);
  if (!found) return reject({ reason: 'payout_not_found' });
  if (found.requestedBy === actor) return reject({ reason: 'second_person_needed', redemption: id });
  const by = { actor, reason };
  const step = verdict === 'approve' ? approve(by) : refuse(by, await ports.programmes());
  const stepped = await stepPayout(id, store, step);
  const payout = await loadPayout(id, ports);
  if (!payout) throw new Error(`${id} was a payout`);
  await showPayout(payout, payouts);
  const isSo = verdict === 'approve' ? payout.approvedBy !== null : payout.status === 'refused';
  if (stepped === 'nothing' && !isSo)
    return reject({ reason: 'approval_not_awaited', redemption: id, payout: payout.status });
  return { payout, repeated: stepped === 'nothing' };
}

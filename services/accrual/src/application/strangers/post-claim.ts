import { fromId } from '@loyalty/service-host/values';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import type { SentIdentity } from '../../domain/sent/sent-purchase.js';
import { claimPurchase, type ClaimAnswer } from './claim-purchase.js';
import type { AccrualPorts } from '../ports.js';
import { identityOf } from '../members/identity-of.js';
import { seeClaimant } from '../members/see-members.js';

/** A guest turned out to be a member, who wants the points. */
export async function postClaim(
  sent: { readonly id: string; readonly member: SentIdentity },
  ports: AccrualPorts,
  { dryRun = false } = {},
): Promise<ClaimAnswer | Rejected> {
  const { store, members, programmes } = ports;
  const stream = fromId('pur', sent.id);
  const { state } = stream === undefined ? { state: undefined } : await store.load(purchaseStream, stream);
  if (stream === undefined || state?.status !== 'recorded') return reject({ reason: 'purchase_not_found' });

  const identity = identityOf(sent.member);
  const [answer] = identity ? await members.resolve([{ programme: state.facts.programme, identity }]) : [];
  if (!answer || !('membership' in answer)) return reject({ reason: 'member_not_found' });
  const owner = answer.membership;
  const seen = await seeClaimant(owner, state.facts, ports);
  const command = claimPurchase({ stream, owner, seen, programmes });
  return dryRun ? store.preview(command) : (await store.execute(command)).answer;
}

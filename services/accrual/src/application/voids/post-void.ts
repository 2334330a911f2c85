import { fromId } from '@loyalty/service-host/values';
import { purchaseKey } from '../../domain/claims.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import type { AccrualPorts } from '../ports.js';
import { voidPurchase, type VoidAnswer, type VoidedBy } from './void-purchase.js';

export type SentVoid =
  { readonly id: string } | { readonly programme?: string; readonly source: string; readonly externalId: string };

/** One void, from what was sent to its answer. */
export async function postVoid(
  sent: SentVoid,
  ports: AccrualPorts,
  { dryRun = false, by }: { readonly dryRun?: boolean; readonly by?: VoidedBy } = {},
): Promise<VoidAnswer | Rejected> {
  const named = 'id' in sent ? streamOf(sent.id) : await withProgramme(sent, ports);
  if ('rejected' in named) return named;
  const command = await voidPurchase(named, ports, by);
  return dryRun ? ports.store.preview(command) : (await ports.store.execute(command)).answer;
}

function streamOf(id: string): { stream: string } | Rejected {
  const stream = fromId('pur', id);
  return stream === undefined ? reject({ reason: 'purchase_not_found' }) : { stream };
}

/** The programme that was named, or the only one, or the one that knows the purchase already. */
async function withProgramme(
  sent: Exclude<SentVoid, { id: string }>,
  { store, programmes }: AccrualPorts,
): Promise<{ programme: string; source: string; externalId: string } | Rejected> {
  const all = programmes.list().map(({ id }) => id);
  if (sent.programme !== undefined && !all.includes(sent.programme)) {
    return reject({ reason: 'programme_not_found', programme: sent.programme });
  }
  const candidates = sent.programme === undefined ? all : [sent.programme];
  if (candidates.length === 1 && candidates[0] !== undefined) return { ...sent, programme: candidates[0] };
  for (const programme of candidates) if (await store.find(purchaseKey(programme, sent))) return { ...sent, programme };
  return reject({ reason: 'programme_required', candidates });
}

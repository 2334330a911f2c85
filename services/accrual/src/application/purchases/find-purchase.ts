import { purchaseKey, type ExternalId } from '../../domain/claims.js';
import type { RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import type { AccrualPorts } from '../ports.js';

type FindPorts = Pick<AccrualPorts, 'store' | 'programmes'>;

export async function readPurchase(
  stream: string,
  { store }: Pick<FindPorts, 'store'>,
): Promise<RecordedPurchase | undefined> {
  const { state } = await store.load(purchaseStream, stream);
  return state.status === 'recorded' ? state : undefined;
}

/** In the named programme, or in whichever knows it. */
export async function findPurchase(
  named: ExternalId & { readonly programme?: string },
  { store, programmes }: FindPorts,
): Promise<RecordedPurchase | undefined> {
  const candidates = named.programme === undefined ? programmes.list().map(({ id }) => id) : [named.programme];
  for (const programme of candidates) {
    const known = await store.find(purchaseKey(programme, named));
    const purchase = known && (await readPurchase(known.stream, { store }));
    if (purchase) return purchase;
  }
  return undefined;
}

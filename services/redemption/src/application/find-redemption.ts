import { fromId } from '@loyalty/service-host/values';
import { redemptionKey } from '../domain/claims.js';
import type { SentVoid } from '../domain/sent-redemption.js';
import { readRedemption, type RedemptionView } from './answer.js';
import type { RedemptionPorts } from './ports.js';

type FindPorts = Pick<RedemptionPorts, 'store' | 'programmes' | 'clock'>;

export async function redemptionById(id: string, ports: FindPorts): Promise<RedemptionView | undefined> {
  const stream = fromId('red', id);
  return stream === undefined ? undefined : readRedemption(stream, ports);
}

/** In the named programme, or in whichever knows it. */
export async function redemptionByName(named: SentVoid, ports: FindPorts): Promise<RedemptionView | undefined> {
  const ids = named.programme === undefined ? (await ports.programmes()).map(({ id }) => id) : [named.programme];
  for (const programme of ids) {
    const known = await ports.store.find(redemptionKey(programme, named));
    const found = known && (await readRedemption(known.stream, ports));
    if (found) return found;
  }
  return undefined;
}

import type { Programme } from '@loyalty/programme';
import { type ExternalId, redemptionKey } from '../domain/claims.js';
import { reject, type Rejected } from '../domain/rejections.js';
import type { RedemptionPorts } from './ports.js';

/** The one that is named, or the only one there is. */
export async function chooseProgramme(
  named: string | undefined,
  { programmes }: Pick<RedemptionPorts, 'programmes'>,
): Promise<Programme | Rejected> {
  const all = await programmes();
  if (named === undefined && all.length === 1 && all[0]) return all[0];
  if (named === undefined) return reject({ reason: 'programme_required', candidates: all.map(({ id }) => id) });
  return all.find(({ id }) => id === named) ?? reject({ reason: 'programme_not_found', programme: named });
}

/** The one that is named, the only one, or the one that knows this redemption already. */
export async function programmeThatKnows(
  sent: ExternalId & { readonly programme?: string },
  ports: Pick<RedemptionPorts, 'programmes' | 'store'>,
): Promise<Programme | Rejected> {
  const chosen = await chooseProgramme(sent.programme, ports);
  if (!('rejected' in chosen) || sent.programme !== undefined) return chosen;
  for (const programme of await ports.programmes()) {
    if (await ports.store.find(redemptionKey(programme.id, sent))) return programme;
  }
  return chosen;
}

import { formatInstant, toId } from '@loyalty/service-host';
import type { StoredEntry } from '../../application/ports.js';
import type { EntryDescription } from '../../domain/entry-description.js';

export function entryBody({ id, version, occurredAt, recordedAt }: StoredEntry, entry: EntryDescription) {
  const { type, member, changes, slices, ...references } = entry;
  return {
    id: toId('ent', id),
    type,
    occurredAt: formatInstant(occurredAt),
    recordedAt: formatInstant(recordedAt),
    version,
    member,
    changes: changes.map(({ wallet, points, available, held, pending, shortfall }) => ({
      wallet,
      points: Number(points),
      available: Number(available),
      held: Number(held),
      pending: Number(pending),
      shortfall: Number(shortfall),
    })),
    slices: slices.map(({ points, ...slice }) => ({ ...slice, points: Number(points) })),
    ...references,
  };
}

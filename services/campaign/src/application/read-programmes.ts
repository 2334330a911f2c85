import { PROGRAMME_REGISTRY, type ProgrammeApplied, programmeRegistry } from '@loyalty/contracts';
import type { EventStore } from '@loyalty/event-store';
import type { Programme } from '@loyalty/programme';
import { type Change, structuralDiff } from '../domain/structural-diff.js';
import type { CampaignPorts } from './ports.js';
import { programmeLog, readApplied, saidBy } from './programme-facts.js';

/** In the order in which they were first applied. */
export async function listProgrammes(
  store: EventStore,
): Promise<readonly { readonly newest: ProgrammeApplied; readonly read: Programme }[]> {
  const { state: ids } = await store.load(programmeRegistry, PROGRAMME_REGISTRY);
  const logs = await Promise.all(ids.map((id) => programmeLog(store, id)));
  return logs.flatMap(({ versions }) => {
    const newest = versions.at(-1);
    return newest ? [{ newest, read: readApplied(newest.document).programme }] : [];
  });
}

/** Undefined where one of the versions is not there. */
export function diffVersions(
  versions: readonly ProgrammeApplied[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly Change[] | undefined {
  const [before, after] = [versions[from - 1], versions[to - 1]];
  return before && after && structuralDiff(saidBy(before.document), saidBy(after.document));
}

/** Whether the newest version of any programme has segments. */
export async function declaresSegments({
  store,
  versions,
}: Pick<CampaignPorts, 'store' | 'versions'>): Promise<boolean> {
  const { state: ids } = await store.load(programmeRegistry, PROGRAMME_REGISTRY);
  for (const id of ids) if (((await versions.newest(id))?.segments.size ?? 0) > 0) return true;
  return false;
}

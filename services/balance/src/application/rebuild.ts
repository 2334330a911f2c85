import type { FollowedLog } from '@loyalty/event-store';
import type { DecodeLedgerEvent } from '../domain/collect-effect.js';
import { fillBuild } from './fill-build.js';
import type { BeginRebuilding, Comparison, Positions } from './rebuilding.js';

export interface RebuildPorts {
  readonly log: Pick<FollowedLog, 'readShard' | 'heads'>;
  readonly decode: DecodeLedgerEvent;
  readonly begin: BeginRebuilding;
}

export interface RebuildProgress {
  readonly phase: 'building' | 'comparing' | 'switching' | 'switched';
  /** Read so far, of how many that were there when it began. */
  readonly events: number;
  readonly of: number;
}

export type RebuildOutcome =
  | { readonly outcome: 'switched'; readonly compared: boolean; readonly events: number }
  | { readonly outcome: 'refused'; readonly events: number; readonly comparison: Comparison }
  | { readonly outcome: 'under_way_elsewhere' };

/**
 * Reads the ledger anew, beside what serves. Switches to it if both say the same; otherwise one of them is wrong, and a
 * person must look before either is thrown away.
 */
export async function rebuild(
  { log, decode, begin }: RebuildPorts,
  onProgress: (progress: RebuildProgress) => void,
): Promise<RebuildOutcome> {
  const rebuilding = await begin();
  if (!rebuilding) return { outcome: 'under_way_elsewhere' };
  try {
    let [events, of] = [0, sum(byShard(await log.heads()))];
    const tell = (phase: RebuildProgress['phase']) => onProgress({ phase, events, of: (of = Math.max(of, events)) });
    const fill = (targets: Positions) =>
      fillBuild({ log, sessions: rebuilding.sessions, decode }, targets, (read) => {
        events += read;
        tell('building');
      });
    // Never further than what serves, or the two could not be compared; of another version it may have stopped.
    const target = async () => (rebuilding.isUpgrade ? byShard(await log.heads()) : rebuilding.servingPositions());

    tell('building');
    await fill(await target());
    await rebuilding.endOfBulk();
    if (!rebuilding.isUpgrade) {
      const frozen = await rebuilding.freezeServing();
      try {
        await fill(frozen.positions);
        tell('comparing');
        const comparison = await frozen.compare();
        if (comparison.differing > 0) return { outcome: 'refused', events, comparison };
      } finally {
        await frozen.release();
      }
    }
    await fill(await target());
    tell('switching');
    await rebuilding.switchOver(fill);
    tell('switched');
    return { outcome: 'switched', compared: !rebuilding.isUpgrade, events };
  } finally {
    await rebuilding.end();
  }
}

function byShard(heads: readonly number[]): Positions {
  return new Map(heads.entries());
}

function sum(positions: Positions): number {
  return [...positions.values()].reduce((total, position) => total + position, 0);
}

import type { Segments } from '@loyalty/accrual';
import type { EventStore } from '@loyalty/event-store';
import type { Programme } from '@loyalty/programme';
import type { Standings } from '@loyalty/redemption';
import type { Clock } from '@loyalty/service-host';
import { tierOf } from './campaign.js';

export interface NewestProgramme {
  readonly programme: Programme;
  readonly version: number;
}

interface Known {
  readonly store: EventStore;
  readonly clock: Clock;
  /** Undefined where there is none of this name. */
  readonly latest: (programme: string) => Promise<NewestProgramme | undefined>;
  /** Of campaign. */
  readonly segments: Segments;
}

/** Where members stand, for rewards that are for some of them: the tier of the ledger, the segments of campaign. */
export function standingsOf({ store, clock, latest, segments }: Known): Standings {
  const tierNow = tierOf(store);
  return async ({ programme: id, member, account }) => {
    const newest = await latest(id);
    if (!newest) return { segments: [] };
    const { programme, version } = newest;
    const [tier, [found]] = await Promise.all([
      tierNow(programme, account, clock.now()),
      programme.segments.size === 0 ? NONE : segments.of([{ programme: id, version, member, account }]),
    ]);
    return { ...(tier !== undefined && { tier }), segments: [...(found ?? [])] };
  };
}

const NONE: readonly ReadonlySet<string>[] = [];

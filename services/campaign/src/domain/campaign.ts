import type { CampaignSwitched } from '@loyalty/contracts';
import type { Audience } from './audience.js';

/** A campaign of a programme's document as a thing that people run. */
export interface Campaign {
  /** A UUID; `cmp_…` to callers. */
  readonly id: string;
  readonly programme: string;
  /** As the document calls it; one campaign of a programme has one name. */
  readonly campaign: string;
  readonly name: string;
  /** What it is for, in words. */
  readonly goal: string | null;
  /** Whom it is for; null: nobody has said. */
  readonly audience: Audience | null;
  readonly createdBy: string;
  readonly createdAt: number;
}

export type CampaignStatus = 'draft' | 'scheduled' | 'live' | 'paused' | 'stopped' | 'ended';

/** When it runs, as the document that is in force says it; null: no bound. */
export interface Period {
  readonly from: number | null;
  readonly until: number | null;
}

/** `period` undefined: no document that was applied knows it. */
export function statusOf(
  period: Period | undefined,
  switched: CampaignSwitched['type'] | undefined,
  now: number,
): CampaignStatus {
  if (switched === 'CampaignStopped') return 'stopped';
  if (!period) return 'draft';
  if (period.until !== null && now >= period.until) return 'ended';
  if (switched === 'CampaignPaused') return 'paused';
  return period.from !== null && now < period.from ? 'scheduled' : 'live';
}

export type Turn = 'pause' | 'resume' | 'stop';

const EVENTS = { pause: 'CampaignPaused', resume: 'CampaignResumed', stop: 'CampaignStopped' } as const;

/** The event of a turn; null where it stands so already; a stopped campaign stays stopped. */
export function turned(
  turn: Turn,
  switched: CampaignSwitched['type'] | undefined,
): { readonly event: CampaignSwitched['type'] | null } | { readonly refused: 'campaign_stopped' } {
  const event = EVENTS[turn];
  if (event === switched || (turn === 'resume' && switched === undefined)) return { event: null };
  return switched === 'CampaignStopped' ? { refused: 'campaign_stopped' } : { event };
}

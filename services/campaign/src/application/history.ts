import type { ProgrammeApplied, ProgrammeChange } from '@loyalty/contracts';
import { toId } from '@loyalty/service-host/values';
import type { Proposal } from '../domain/proposal.js';
import type { CampaignEdit, CampaignPorts } from './ports.js';
import { programmeLog } from './programme-facts.js';

/** One step of a programme's life: who, when, why, with which key, by which road. */
export interface HistoryItem {
  readonly at: number;
  readonly step: HistoryStep;
  /** The id of a key. */
  readonly by: string;
  /** `http`, `cli`; `accrual` where it came through accrual's own door. */
  readonly road: string;
  readonly reason: string | null;
  readonly version?: number;
  readonly proposal?: string;
  readonly campaign?: string;
  readonly rollbackTo?: number;
}

export type HistoryStep =
  | 'proposed'
  | 'approved'
  | 'applied'
  | 'superseded'
  | 'policy_set'
  | 'campaign_paused'
  | 'campaign_resumed'
  | 'campaign_stopped'
  | CampaignEdit['step'];

/**
 * The audit trail, oldest first. What changed anything is read from the log, which cannot be rewritten; why and by which
 * road a version was made, and what was asked for and did not come to be, from what campaign keeps.
 */
export async function historyOf(
  programme: string,
  { store, proposals, campaigns }: Pick<CampaignPorts, 'store' | 'proposals' | 'campaigns'>,
): Promise<readonly HistoryItem[]> {
  const [log, asked, edits] = await Promise.all([
    programmeLog(store, programme),
    proposals.list(programme),
    campaigns.edits(programme),
  ]);
  const asWritten = log.changes.map((change) => writtenItem(change, asked));
  const kept = [
    ...asked.toReversed().flatMap(proposedItem),
    ...edits.map(({ at, step, by, road, reason, campaign }): HistoryItem => ({ at, step, by, road, reason, campaign })),
  ];
  return merged(
    asWritten,
    kept.toSorted((a, b) => a.at - b.at),
  );
}

/** The log in its own order; what was proposed in the same instant comes before what came of it, the rest after. */
function merged(written: readonly HistoryItem[], kept: readonly HistoryItem[]): readonly HistoryItem[] {
  const waiting = [...kept];
  const items = written.flatMap((item) => {
    const until = waiting.findIndex(({ at, step }) => at > item.at || (at === item.at && step !== 'proposed'));
    return [...waiting.splice(0, until === -1 ? waiting.length : until), item];
  });
  return [...items, ...waiting];
}

function writtenItem(change: ProgrammeChange, asked: readonly Proposal[]): HistoryItem {
  switch (change.type) {
    case 'ProgrammeApplied':
      return appliedItem(change, asked);
    case 'ProgrammeApproved': {
      const { occurredAt: at, approvedBy: by, road, reason, version, proposal } = change;
      return { at, step: 'approved', by, road, reason, version, proposal };
    }
    case 'ProgrammePolicySet': {
      const { occurredAt: at, actor: by, road, reason, approval, tests } = change;
      return { at, step: 'policy_set', by, road, reason: `${reason} (approval ${approval}, tests ${tests})` };
    }
    case 'CampaignPaused':
    case 'CampaignResumed':
    case 'CampaignStopped': {
      const { type, campaign, occurredAt: at, actor: by, road, reason } = change;
      return { at, step: STEPS[type], by, road, reason, campaign };
    }
    default:
      return change satisfies never;
  }
}

function proposedItem(asked: Proposal): HistoryItem[] {
  const { id, proposed, status, rollbackTo, approved } = asked;
  // Where nobody else was asked, the version says all.
  if (status === 'applied' && !approved) return [];
  const about = { proposal: toId('prp', id), ...(rollbackTo !== null && { rollbackTo }) };
  const item: HistoryItem = { ...whoOf(asked), at: proposed.at, step: 'proposed', ...about };
  if (status !== 'superseded') return [item];
  const by = approved ?? proposed;
  return [item, { at: by.at, step: 'superseded', by: by.by, road: by.road, reason: by.reason, ...about }];
}

const whoOf = ({ proposed: { by, road, reason } }: Proposal) => ({ by, road, reason });

function appliedItem({ version, appliedAt: at, actor: by }: ProgrammeApplied, asked: readonly Proposal[]): HistoryItem {
  const proposal = asked.find((each) => each.version === version);
  if (!proposal) return { at, step: 'applied', by, road: 'accrual', reason: null, version };
  const { rollbackTo, approved, id } = proposal;
  return {
    ...whoOf(proposal),
    at,
    step: 'applied',
    version,
    ...(approved && { proposal: toId('prp', id) }),
    ...(rollbackTo !== null && { rollbackTo }),
  };
}

const STEPS = {
  CampaignPaused: 'campaign_paused',
  CampaignResumed: 'campaign_resumed',
  CampaignStopped: 'campaign_stopped',
} as const;

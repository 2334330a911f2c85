import type { CampaignSwitched, ProgrammeLog } from '@loyalty/contracts';
import { toId } from '@loyalty/service-host';
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
  const items = [
    ...asked.flatMap(proposedItem),
    ...appliedItems(log, asked),
    ...log.approvals.map(({ occurredAt: at, approvedBy: by, road, reason, version, proposal }): HistoryItem => ({
      at,
      step: 'approved',
      by,
      road,
      reason,
      version,
      proposal,
    })),
    ...log.policies.map(({ occurredAt: at, actor: by, road, reason, approval, tests }): HistoryItem => ({
      at,
      step: 'policy_set',
      by,
      road,
      reason: `${reason} (approval ${approval}, tests ${tests})`,
    })),
    ...log.switches.map(switchedItem),
    ...edits.map(({ at, step, by, road, reason, campaign }): HistoryItem => ({ at, step, by, road, reason, campaign })),
  ];
  return items.toSorted((a, b) => a.at - b.at || RANKS.indexOf(a.step) - RANKS.indexOf(b.step));
}

/** Of what happened in one instant, what came first. */
const RANKS: readonly HistoryStep[] = ['campaign_registered', 'proposed', 'approved', 'applied'];

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

function appliedItems({ versions }: ProgrammeLog, asked: readonly Proposal[]): HistoryItem[] {
  const byVersion = new Map(asked.flatMap((each) => (each.version === null ? [] : [[each.version, each]])));
  return versions.map(({ version, appliedAt: at, actor: by }) => {
    const proposal = byVersion.get(version);
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
  });
}

const STEPS = {
  CampaignPaused: 'campaign_paused',
  CampaignResumed: 'campaign_resumed',
  CampaignStopped: 'campaign_stopped',
} as const;

function switchedItem({ type, campaign, occurredAt: at, actor: by, road, reason }: CampaignSwitched): HistoryItem {
  return { at, step: STEPS[type], by, road, reason, campaign };
}

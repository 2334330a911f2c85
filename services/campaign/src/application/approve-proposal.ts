import type { ProgrammeApplied } from '@loyalty/contracts';
import { type ApprovalRefusal, approve, type Proposal, type Step } from '../domain/proposal.js';
import { applyProposal } from './apply-proposal.js';
import type { CampaignPorts } from './ports.js';

export interface ApproveProposal {
  readonly programme: string;
  /** A UUID. */
  readonly proposal: string;
  readonly step: Step;
}

export type ApprovalAnswer =
  | { readonly applied: ProgrammeApplied; readonly repeated: boolean }
  | { readonly superseded: { readonly expected: number; readonly found: number } }
  | { readonly refused: ApprovalRefusal | { readonly reason: 'proposal_not_found' } };

const NOT_FOUND = { refused: { reason: 'proposal_not_found' } } as const;

/**
 * A second person lets a proposal pass; it is then applied. Of several who do so together the first is written down, and
 * once that is, it gets into the log whatever happens to this process.
 */
export async function approveProposal(
  { programme, proposal: id, step }: ApproveProposal,
  ports: Pick<CampaignPorts, 'store' | 'proposals' | 'announce'>,
): Promise<ApprovalAnswer> {
  const decided = await ports.proposals.change<Decided>(id, (found) => {
    if (found.programme !== programme) return { answer: NOT_FOUND };
    const answer = approve(found, step);
    if ('refused' in answer || answer.repeated) return { answer };
    return { answer, next: answer.accepted };
  });
  if (!decided) return NOT_FOUND;
  if ('refused' in decided) return decided;
  const { accepted, repeated } = decided;
  const answer = await applyProposal(accepted, ports);
  return 'applied' in answer ? { applied: answer.applied, repeated } : answer;
}

type Decided =
  | { readonly accepted: Proposal; readonly repeated: boolean }
  | { readonly refused: ApprovalRefusal | { readonly reason: 'proposal_not_found' } };

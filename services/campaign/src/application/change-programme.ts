import type { ProgrammeApplied } from '@loyalty/contracts';
import type { Proposal, Step } from '../domain/proposal.js';
import { applyProposal } from './apply-proposal.js';
import { type AskedChange, checkChange, type Refused } from './plan-change.js';
import type { CampaignPorts } from './ports.js';

export interface ChangeProgramme extends AskedChange {
  readonly step: Step;
  readonly rollbackTo?: number;
}

export type ChangeAnswer =
  | { readonly applied: ProgrammeApplied; readonly repeated: boolean }
  /** A second person has to let it pass. */
  | { readonly proposed: Proposal; readonly repeated: boolean }
  | { readonly superseded: { readonly expected: number; readonly found: number } }
  | Refused;

/** Others may apply versions meanwhile; each time it is made against the newest. */
const TRIES_MAX = 5;

/**
 * Makes a document the programme's newest version, or a proposal where a second person is asked for. The same text again
 * is no change, and the same proposal of the same person no second one.
 */
export async function changeProgramme(change: ChangeProgramme, ports: CampaignPorts): Promise<ChangeAnswer> {
  for (let tries = 1; ; tries += 1) {
    const checked = await checkChange(change, ports);
    if ('refused' in checked) return checked;
    const { log, policy } = checked;
    const newest = log.versions.at(-1);
    if (newest?.document === change.document) return { applied: newest, repeated: true };

    const proposal = proposalOf(change, { ports, base: log.versions.length });
    if (policy.approval === 'required') return propose(proposal, ports);
    const accepted: Proposal = { ...proposal, status: 'accepted' };
    await ports.proposals.add(accepted);
    const answer = await applyProposal(accepted, ports);
    if ('applied' in answer || tries === TRIES_MAX) return answer;
    // It is made again against the newest: the history tells of it once.
    await ports.proposals.remove(accepted.id);
  }
}

function proposalOf(
  { id: programme, document, tests, step, rollbackTo }: ChangeProgramme,
  { ports, base }: { readonly ports: CampaignPorts; readonly base: number },
): Proposal {
  return {
    id: ports.newUuid(),
    programme,
    document,
    tests: tests ?? null,
    base,
    rollbackTo: rollbackTo ?? null,
    status: 'proposed',
    proposed: step,
    approved: null,
    version: null,
  };
}

async function propose(proposal: Proposal, { proposals }: CampaignPorts): Promise<ChangeAnswer> {
  const same = await proposals.addUnless(
    ({ status, base, document, tests, proposed }) =>
      status === 'proposed' &&
      base === proposal.base &&
      document === proposal.document &&
      tests === proposal.tests &&
      proposed.by === proposal.proposed.by,
    proposal,
  );
  return same ? { proposed: same, repeated: true } : { proposed: proposal, repeated: false };
}

import {
  PROGRAMME_REGISTRY,
  type ProgrammeApplied,
  type ProgrammeApproved,
  type ProgrammeChange,
  programmeRegistry,
  programmeStream,
  programmeStreamId,
} from '@loyalty/contracts';
import type { Append, ClaimKey, Decision, View } from '@loyalty/event-store';
import { toId } from '@loyalty/service-host/values';
import type { Proposal } from '../domain/proposal.js';
import type { CampaignPorts } from './ports.js';
import { programmeLog } from './programme-facts.js';

export type Applied =
  | { readonly applied: ProgrammeApplied; readonly repeated: boolean }
  | { readonly superseded: { readonly expected: number; readonly found: number } };

type ApplyPorts = Pick<CampaignPorts, 'store' | 'proposals' | 'announce'>;

/**
 * Brings what was accepted into the log, once: the log itself knows which proposals it holds, so that whoever comes after
 * a crash may do it again. Only then is it settled here.
 */
export async function applyProposal(proposal: Proposal, { store, proposals, announce }: ApplyPorts): Promise<Applied> {
  const { answer: decided } = await store.execute<Applied | Known>({
    on: programmeStreamId(proposal.programme),
    decide: (view) => decide(view, proposal),
  });
  const answer = 'known' in decided ? await readKnown(decided, { programme: proposal.programme, store }) : decided;
  await proposals.change(proposal.id, (found) => ({
    answer: undefined,
    ...(found.status === 'accepted' && { next: settled(found, decided) }),
  }));
  if ('applied' in answer) await announce();
  return answer;
}

/** What a process that fell over has left on its way. */
export async function applyUnfinished(ports: ApplyPorts): Promise<number> {
  const unfinished = await ports.proposals.unfinished();
  for (const proposal of unfinished) await applyProposal(proposal, ports);
  return unfinished.length;
}

function settled(proposal: Proposal, decided: Applied | Known): Proposal {
  if ('superseded' in decided) return { ...proposal, status: 'superseded' };
  if ('known' in decided) return { ...proposal, status: 'applied', version: decided.known };
  // The same text stood there already: that version is whose it was, and this became none.
  return { ...proposal, status: 'applied', version: decided.repeated ? null : decided.applied.version };
}

/** The version that the log says it became. */
interface Known {
  readonly known: number;
}

/** Another process may have written it, and what this one remembers of the stream be older than the claim. */
async function readKnown(
  { known }: Known,
  { programme, store }: Pick<Proposal, 'programme'> & Pick<ApplyPorts, 'store'>,
): Promise<Applied> {
  const applied = (await programmeLog(store, programme)).versions[known - 1];
  if (!applied) throw new Error(`a proposal leads to version ${known} of ${programme}, which is not there`);
  return { applied, repeated: true };
}

function decide(view: View, proposal: Proposal): Decision<Applied | Known> {
  const { programme, document, base, proposed } = proposal;
  const stream = programmeStreamId(programme);
  const key = claimOf(proposal);
  const claimed = view.find(key);
  if (claimed) return { answer: { known: versionOf(claimed.fingerprint) }, appends: [] };
  const { state: log } = view.state(programmeStream, stream);
  const newest = log.versions.at(-1);
  if (newest?.document === document) return { answer: { applied: newest, repeated: true }, appends: [] };
  if (base !== log.versions.length) {
    return { answer: { superseded: { expected: base, found: log.versions.length } }, appends: [] };
  }

  const appliedAt = view.now;
  const version = log.versions.length + 1;
  const applied: ProgrammeApplied = {
    type: 'ProgrammeApplied',
    programme,
    version,
    document,
    appliedAt,
    actor: proposed.by,
  };
  const events: ProgrammeChange[] = [...approvalOf(proposal, { version, occurredAt: appliedAt }), applied];
  const append: Append = {
    category: programmeStream,
    stream,
    events: events.map((event) => ({ event, occurredAt: appliedAt })),
    claims: [{ ...key, fingerprint: fingerprintOf(version) }],
  };
  return {
    answer: { applied, repeated: false },
    appends: newest ? [append] : [append, registration(programme, appliedAt)],
  };
}

function approvalOf(
  { id, programme, proposed, approved }: Proposal,
  when: Pick<ProgrammeApproved, 'version' | 'occurredAt'>,
): ProgrammeApproved[] {
  if (!approved) return [];
  const { by: approvedBy, road, reason } = approved;
  const who = { proposedBy: proposed.by, approvedBy, road, reason: reason ?? '' };
  return [{ type: 'ProgrammeApproved', programme, proposal: toId('prp', id), ...who, ...when }];
}

function registration(programme: string, occurredAt: number): Append {
  const event = { type: 'ProgrammeRegistered', programme, occurredAt };
  return { category: programmeRegistry, stream: PROGRAMME_REGISTRY, events: [{ event, occurredAt }] };
}

function claimOf({ id, programme }: Proposal): ClaimKey {
  return { kind: 'key', scope: programme, key: `proposal:${id}` };
}

/** A claim keeps 32 digits of its owner's choice: here the version that the proposal became. */
function fingerprintOf(version: number): string {
  return version.toString(16).padStart(32, '0');
}

function versionOf(fingerprint: string): number {
  return Number.parseInt(fingerprint, 16);
}

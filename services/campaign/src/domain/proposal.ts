/** A change of a programme on its way into the log. */
export interface Proposal {
  /** A UUID; `prp_…` to callers. */
  readonly id: string;
  readonly programme: string;
  readonly document: string;
  /** Sent along: `*.test.yaml`. */
  readonly tests: string | null;
  /** The version that it was made against; 0: none. */
  readonly base: number;
  /** The version whose text it brings back. */
  readonly rollbackTo: number | null;
  readonly status: ProposalStatus;
  readonly proposed: Step;
  /** Null until a second person has let it pass, and for ever where none was asked for. */
  readonly approved: Step | null;
  /** The version that it became. */
  readonly version: number | null;
}

/**
 * `proposed` waits for a second person; `accepted` is on its way into the log and gets there, whatever falls over in
 * between; `superseded` was made against a version that is no longer the newest.
 */
export type ProposalStatus = 'proposed' | 'accepted' | 'applied' | 'superseded';

export interface Step {
  /** The id of a key. */
  readonly by: string;
  readonly name: string;
  readonly at: number;
  /** `http` or `cli`. */
  readonly road: string;
  readonly reason: string | null;
}

export type ApprovalRefusal =
  | { readonly reason: 'same_person'; readonly by: string }
  | { readonly reason: 'proposal_not_open'; readonly status: ProposalStatus; readonly by: string | null };

/** Whether this person may let it pass now. Their own second call is no refusal. */
export function approve(
  proposal: Proposal,
  step: Step,
): { readonly accepted: Proposal; readonly repeated: boolean } | { readonly refused: ApprovalRefusal } {
  const { status, proposed, approved } = proposal;
  if (proposed.by === step.by) return { refused: { reason: 'same_person', by: step.by } };
  if (status === 'proposed') return { accepted: { ...proposal, status: 'accepted', approved: step }, repeated: false };
  if (status !== 'superseded' && approved?.by === step.by) return { accepted: proposal, repeated: true };
  return { refused: { reason: 'proposal_not_open', status, by: approved?.by ?? null } };
}

/** As whom a member stands. Ids are bare uuids. */
export interface MemberStanding {
  readonly member: string;
  /** Who the member is, after all merges. */
  readonly root: string;
  /** All who are that one, the root first. */
  readonly together: readonly string[];
  readonly household?: string;
}

/** Whose accounts are the member's. */
export const standsAs = ({ root, household }: MemberStanding): string => household ?? root;

export const STANDING_KINDS = ['merge', 'unmerge', 'household', 'join', 'leave'] as const;
export type StandingKind = (typeof STANDING_KINDS)[number];

/** A change of who stands for whom, for whoever has to explain it. */
export interface StandingChange {
  readonly id: string;
  readonly kind: StandingKind;
  readonly member: string;
  /** Into whom, or which household. */
  readonly other: string;
  readonly undoes?: string;
  /** The change that it was made with. */
  readonly partOf?: string;
  /** What somebody who leaves a household takes along. */
  readonly takes?: string;
  readonly undoneBy?: string;
  readonly actor: string;
  readonly reason: string;
  readonly changedAt: number;
}

/** What the ledger is to do because of a change. */
export interface Move {
  readonly id: string;
  readonly programme: string;
  readonly fromAccount: string;
  readonly toAccount: string;
  readonly members: readonly string[];
  /** Everything goes, not only what these members earned. */
  readonly whole: boolean;
  /** The move that it takes back. */
  readonly undoes?: string;
}

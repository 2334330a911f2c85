import { type Identity, identityShown } from '@loyalty/contracts';

/** Who is this, in this programme? Asked by accrual for every purchase. */
export interface Question {
  readonly programme: string;
  readonly identity: Identity | { readonly kind: 'id'; readonly value: string };
}

/** Ids here are in the form in which the ledger carries them. */
export interface Membership {
  /** `mem_…` */
  readonly member: string;
  /** `acc_…` */
  readonly account: string;
  readonly joinedAt: number;
  /** `purchase:<source>:<externalId>` when a purchase enrolled them. */
  readonly enrolledBy?: string;
}

export type Answer =
  | { readonly membership: Membership }
  /** An opaque id under which purchases wait for whoever the identity turns out to be. */
  | { readonly stranger: string }
  | { readonly unknownMember: true };

/** A question as the rows can answer it: by the hash of an identity, or by the member's bare id. */
export type Asked = { readonly programme: string } & (
  | { readonly hash: Buffer; readonly identity: Identity; readonly member?: never }
  | { readonly member: string; readonly hash?: never }
);

/** What the rows say. Nothing at all means that nobody has asked about this identity before. */
export interface Seen {
  /** Bare. There is one without a membership where the member has not joined this programme. */
  readonly memberId?: string;
  readonly membership?: Membership;
  readonly stranger?: string;
}

/** A membership, and the bare id by which its member is forgotten again. */
export interface Recognised {
  readonly memberId: string;
  readonly membership: Membership;
}

export interface Newcomer {
  readonly hash: Buffer;
  readonly identity: Identity;
  readonly programme: string;
  readonly enrolledBy: string;
  readonly at: number;
}

export interface Joiner {
  readonly memberId: string;
  readonly programme: string;
  readonly enrolledBy: string;
  readonly at: number;
}

/** The tables as the hot path sees them: many at a time, one statement each. */
export interface RecognitionRows {
  look(asked: readonly Asked[]): Promise<readonly Seen[]>;
  /** Gives each of these identities an id to wait under, unless someone was faster. */
  keepStrangers(identities: readonly { readonly hash: Buffer; readonly identity: Identity }[]): Promise<void>;
  /** One new member each; where an identity was taken meanwhile nothing is written for it. */
  enrol(newcomers: readonly Newcomer[]): Promise<void>;
  /** An account in another programme for members that are known already. */
  join(joiners: readonly Joiner[]): Promise<void>;
}

export interface Hashing {
  hash(identity: Identity): Buffer;
  /** The bare id behind `mem_…`, or undefined when it is none of ours. */
  readMemberId(text: string): string | undefined;
}

/** Undefined for an id that no member can have. */
export function ask({ programme, identity }: Question, { hash, readMemberId }: Hashing): Asked | undefined {
  if (identity.kind === 'id') {
    const member = readMemberId(identity.value);
    return member === undefined ? undefined : { programme, member };
  }
  const spelled = identityShown(identity);
  return { programme, identity: spelled, hash: hash(spelled) };
}

/** Names the question among others; equal for equal questions. */
export function keyOf({ programme, hash, member }: Asked): string {
  return hash === undefined ? `${member} ${programme}` : `${hash.toString('latin1')} ${programme}`;
}

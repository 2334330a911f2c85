import type { EventStore } from '@loyalty/event-store';
import type { Programmes } from './programmes.js';

/** What the use cases stand on. */
export interface AccrualPorts {
  readonly store: EventStore;
  readonly members: Members;
  readonly accounts: Accounts;
  readonly contactChanges: ContactChanges;
  /** Absent: nobody computes segments, and a document that names them is refused. */
  readonly segments?: Segments;
  readonly programmes: Programmes;
  /** Keyed, in 32 hexadecimal digits. */
  readonly fingerprint: (text: string) => string;
  readonly clock: Clock;
}

export interface Clock {
  now(): number;
}

export interface Identity {
  readonly kind: 'id' | 'card' | 'phone' | 'email' | 'token' | 'externalId';
  readonly value: string;
}

export interface Membership {
  /** `mem_…` */
  readonly member: string;
  /** `acc_…` */
  readonly account: string;
  readonly joinedAt: number;
  /** `purchase:<source>:<externalId>`, where a purchase enrolled the member. */
  readonly enrolledBy?: string;
}

export interface Question {
  readonly programme: string;
  readonly identity: Identity;
}

export interface Enrolment extends Question {
  readonly enrolledBy: string;
  readonly at: number;
}

export type Recognised =
  | { readonly membership: Membership }
  /** An opaque id under which the purchases of an identity that nobody has yet wait. */
  | { readonly stranger: string }
  | { readonly unknownMember: true };

/** What is to be known of a member, as of an instant, by the calendar of a zone. */
export interface FactsQuestion {
  readonly member: string;
  readonly at: number;
  readonly timeZone: string;
}

/** All that enrollment tells of a person: what the member has not told is absent. */
export interface CoarseFacts {
  /** In which of the birthday's day, week and month the instant is. */
  readonly birthday?: readonly ('day' | 'week' | 'month')[];
  readonly ageGroup?: string;
  readonly language?: string;
  readonly consents: readonly string[];
  /** Who invited them, by programme; absent where nobody did. */
  readonly invitations?: readonly Invitation[];
}

/** Ids alone. */
export interface Invitation {
  readonly programme: string;
  /** When the friend joined the programme. */
  readonly joinedAt: number;
  /** Null: erased since. */
  readonly inviter: { readonly member: string; readonly account: string } | null;
}

/** Who the members are; kept by enrollment. */
export interface Members {
  /** In order. */
  resolve(questions: readonly Question[]): Promise<readonly Recognised[]>;
  /** In order; the membership that exists, where someone was faster. */
  enrol(enrolments: readonly Enrolment[]): Promise<readonly Membership[]>;
  /** In order. Asked only where a programme needs them: no copy has them. */
  facts(questions: readonly FactsQuestion[]): Promise<readonly CoarseFacts[]>;
}

/** When a member's contact was changed after an instant, the earliest first; asked only where a programme looks at it. */
export type ContactChanges = (question: {
  /** `mem_…` */
  readonly member: string;
  readonly since: number;
}) => Promise<readonly number[]>;

/** Whose an account is; kept by enrollment, since an account without events is an account too. */
export interface AccountOwner {
  readonly member: string;
  readonly programme: string;
  /** Nobody is there any more who could have anything. */
  readonly erased?: true;
}

export interface Accounts {
  find(account: string): Promise<AccountOwner | undefined>;
}

/** A member, by the conditions of the version that judges. */
export interface SegmentQuestion {
  readonly programme: string;
  readonly version: number;
  readonly member: string;
  readonly account: string;
}

/** In which segments members are now, when a purchase arrives (rule 19); computed by the campaign service. */
export interface Segments {
  /** In order. */
  of(questions: readonly SegmentQuestion[]): Promise<readonly ReadonlySet<string>[]>;
}

import type { IdentityKind } from './identity.js';
import type { Profile } from './profile.js';

/** A person enrolled here. Ids are bare uuids inside; they mean nothing outside of enrollment. */
export interface Member {
  readonly id: string;
  readonly joinedAt: number;
  /** `purchase:<source>:<externalId>` when a purchase enrolled them. */
  readonly enrolledBy?: string;
  readonly erasedAt?: number;
  readonly profile: Profile;
  readonly identities: readonly MemberIdentity[];
  readonly accounts: readonly Account[];
}

export interface MemberIdentity {
  readonly id: string;
  readonly kind: IdentityKind;
  readonly value: string;
  readonly addedAt: number;
}

/** The place of one member's points in one programme. */
export interface Account {
  readonly id: string;
  readonly programme: string;
  readonly joinedAt: number;
  readonly enrolledBy?: string;
}

/** More would be a mistake of a sender, and every one of them is opened whenever the member is read. */
export const IDENTITIES_PER_MEMBER_MAX = 100;

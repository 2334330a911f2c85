import { IDENTITY_KINDS, type IdentityKind } from '@loyalty/contracts';
import type { Profile } from './profile.js';

/** A person enrolled here. Ids are bare uuids inside; they mean nothing outside of enrollment. */
export interface Member {
  readonly id: string;
  readonly joinedAt: number;
  /** `purchase:<source>:<externalId>` when a purchase enrolled them. */
  readonly enrolledBy?: string;
  readonly erasedAt?: number;
  /** Has accounts, and nothing else of a member. */
  readonly isHousehold?: boolean;
  readonly profile: Profile;
  /** In the order of `inOrder`. */
  readonly identities: readonly MemberIdentity[];
  readonly accounts: readonly Account[];
}

export interface MemberIdentity {
  readonly id: string;
  readonly kind: IdentityKind;
  readonly value: string;
  readonly addedAt: number;
}

/** As they were attached; those of one moment by their kind, since ids of one millisecond are in no order. */
export function inOrder(identities: readonly MemberIdentity[]): readonly MemberIdentity[] {
  const place = ({ kind }: MemberIdentity) => IDENTITY_KINDS.indexOf(kind);
  return identities.toSorted((a, b) => a.addedAt - b.addedAt || place(a) - place(b) || (a.id < b.id ? -1 : 1));
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

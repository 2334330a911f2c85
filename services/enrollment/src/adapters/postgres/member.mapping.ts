import type { KeyObject } from 'node:crypto';
import { IDENTITY_KINDS, type IdentityKind } from '@loyalty/contracts';
import { inOrder, type Account, type Member, type MemberIdentity } from '../../domain/member.js';
import { EMPTY_PROFILE } from '../../domain/profile.js';
import { MemberKey } from '../crypto/member-key.js';
import type { AccountRow, IdentityRow, MemberRow } from './entities.js';

/** Everything that is kept about one member, sealed. */
export interface MemberRows {
  readonly member: MemberRow;
  readonly wrappedKey: Buffer | undefined;
  readonly identities: readonly IdentityRow[];
  readonly accounts: readonly AccountRow[];
}

/** @throws SealBroken when a row was changed by hand, or the installation's master key is another */
export function toMember(masterKey: KeyObject, rows: MemberRows): Member {
  const { member } = rows;
  const key = rows.wrappedKey && MemberKey.unwrap(masterKey, member.id, rows.wrappedKey);
  return {
    id: member.id,
    joinedAt: member.joinedAt.getTime(),
    ...(member.enrolledBy !== null && { enrolledBy: member.enrolledBy }),
    ...(member.erasedAt !== null && { erasedAt: member.erasedAt.getTime() }),
    ...(member.isHousehold && { isHousehold: true }),
    profile: key && member.profile ? key.openProfile(member.id, member.profile) : EMPTY_PROFILE,
    identities: key ? inOrder(rows.identities.flatMap((row) => toIdentity(key, row))) : [],
    accounts: rows.accounts.map(toAccount),
  };
}

function toIdentity(key: MemberKey, row: IdentityRow): readonly MemberIdentity[] {
  if (row.sealed === null) return [];
  const value = key.openIdentity(row.hash, row.sealed);
  return [{ id: row.id, kind: toKind(row.kind), value, addedAt: row.addedAt.getTime() }];
}

function toKind(text: string): IdentityKind {
  const kind = IDENTITY_KINDS.find((known) => known === text);
  if (kind === undefined) throw new Error(`unknown identity kind in the database: ${text}`);
  return kind;
}

function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    programme: row.programme,
    joinedAt: row.joinedAt.getTime(),
    ...(row.enrolledBy !== null && { enrolledBy: row.enrolledBy }),
  };
}

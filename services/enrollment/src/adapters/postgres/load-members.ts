import type { KeyObject } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import type { Member } from '../../domain/member.js';
import { accountRows, identityRows, memberKeyRows, type MemberRow } from './entities.js';
import { toMember } from './member.mapping.js';

/** Opens members, in the order of their rows. Four statements, however many members there are. */
export async function loadMembers(
  manager: EntityManager,
  masterKey: KeyObject,
  members: readonly MemberRow[],
): Promise<readonly Member[]> {
  if (members.length === 0) return [];
  const member = In(members.map(({ id }) => id));
  const keys = await manager.find(memberKeyRows, { where: { member } });
  const identities = await manager.find(identityRows, { where: { member } });
  const accounts = await manager.find(accountRows, { where: { member }, order: { joinedAt: 'ASC', id: 'ASC' } });

  const keyOf = new Map(keys.map((row) => [row.member, row.wrapped]));
  const identitiesOf = Map.groupBy(identities, (row) => row.member);
  const accountsOf = Map.groupBy(accounts, (row) => row.member);
  return members.map((row) =>
    toMember(masterKey, {
      member: row,
      wrappedKey: keyOf.get(row.id),
      identities: identitiesOf.get(row.id) ?? [],
      accounts: accountsOf.get(row.id) ?? [],
    }),
  );
}

import type { KeyObject } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Fingerprints, MemberChange } from '../../application/ports.js';
import type { RecordedWrite } from '../../domain/write.js';
import { MemberKey } from '../crypto/member-key.js';
import { attachFree } from './attach-free.js';
import { noteContactChange } from './contact-changes.js';
import { accountRows, identityRows, memberKeyRows, memberRows, writeRows, type WriteRow } from './entities.js';
import { invitationRecords } from './invitations.js';
import { loadMembers } from './load-members.js';
import { announceRemoval } from './removals.js';
import { standingRecords } from './standings.js';
import { welcome } from './welcoming.js';

export interface Secrets {
  readonly masterKey: KeyObject;
  readonly fingerprints: Fingerprints;
}

const JOINER = '(select $1::uuid as member, $2::text as programme, $3::timestamptz as joined_at)';

/** One transaction on the members' tables. */
export function memberChange(transaction: EntityManager, { masterKey, fingerprints }: Secrets): MemberChange {
  const keyOf = async (member: string): Promise<MemberKey> => {
    const { wrapped } = await transaction.findOneOrFail(memberKeyRows, { where: { member } });
    return MemberKey.unwrap(masterKey, member, wrapped);
  };

  return {
    ...standingRecords(transaction),
    ...invitationRecords(transaction),

    async claim(write) {
      const inserted = await transaction
        .createQueryBuilder()
        .insert()
        .into(writeRows)
        .values({ ...write, writtenAt: () => 'now()' })
        .orIgnore()
        .returning('key')
        .execute();
      if (inserted.raw.length > 0) return undefined;
      return toWrite(await transaction.findOneOrFail(writeRows, { where: { key: write.key } }));
    },

    async settle(write, subject) {
      await transaction.update(writeRows, { key: write.key }, { subject });
    },

    async hold(member) {
      const row = await transaction.findOne(memberRows, { where: { id: member }, lock: { mode: 'pessimistic_write' } });
      if (row === null) return undefined;
      const [found] = await loadMembers(transaction, masterKey, [row]);
      return found;
    },

    async add(member) {
      const key = MemberKey.create();
      await transaction.insert(memberRows, {
        id: member.id,
        joinedAt: new Date(member.joinedAt),
        enrolledBy: member.enrolledBy ?? null,
        profile: key.sealProfile(member.id, member.profile),
        erasedAt: null,
      });
      await transaction.insert(memberKeyRows, { member: member.id, wrapped: key.wrap(masterKey, member.id) });
    },

    async saveProfile(member, profile) {
      const key = await keyOf(member);
      await transaction.update(memberRows, { id: member }, { profile: key.sealProfile(member, profile) });
    },

    async addAccount(member, account) {
      await transaction.insert(accountRows, {
        id: account.id,
        member,
        programme: account.programme,
        joinedAt: new Date(account.joinedAt),
        enrolledBy: account.enrolledBy ?? null,
      });
    },

    async attach(member, identities) {
      const key = await keyOf(member);
      const hashed = identities.map((added) => {
        const hash = fingerprints.identity(added.identity);
        const shared = fingerprints.shared(added.identity);
        return { ...added, hash, shared, sealed: key.sealIdentity(hash, added.identity.value) };
      });
      return attachFree(transaction, member, hashed);
    },

    async detach(member, identityId) {
      await transaction.delete(identityRows, { id: identityId, member });
      await announceRemoval(transaction, member);
    },

    noteContactChange: (member, at) => noteContactChange(transaction, member, at),

    async erase(member, at) {
      await transaction.delete(memberKeyRows, { member });
      await transaction.delete(identityRows, { member });
      await transaction.query('delete from enrollment.referral_codes where member = $1', [member]);
      await transaction.query('delete from enrollment.occasions where member = $1', [member]);
      await transaction.query('delete from enrollment.contact_changes where member = $1', [member]);
      await transaction.update(memberRows, { id: member }, { profile: null, erasedAt: new Date(at) });
      await transaction.update(writeRows, { member }, { fields: {} });
      await announceRemoval(transaction, member);
    },

    async claimWaiting(claim) {
      await transaction.query(
        'insert into enrollment.waiting_claims (member, account, programme, strangers, joined_at) values ($1, $2, $3, $4, $5)',
        [claim.member, claim.account, claim.programme, claim.strangers, new Date(claim.joinedAt)],
      );
    },

    async welcome(member, { programme, joinedAt }) {
      await transaction.query(welcome(JOINER), [member, programme, new Date(joinedAt)]);
    },
  };
}

function toWrite(row: WriteRow): RecordedWrite {
  const { key, member, subject, fields } = row;
  return { key, operation: row.operation as RecordedWrite['operation'], member, subject, fields };
}

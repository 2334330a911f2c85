import { MoreThan, type DataSource } from 'typeorm';
import type { Fingerprints, MemberRecords } from '../../application/ports.js';
import type { Outcome } from '../../domain/refusal.js';
import { identityRows, memberRows } from './entities.js';
import { loadMembers } from './load-members.js';
import { memberChange, type Secrets } from './typeorm-member-change.js';

/** Carries a refusal out of a transaction, so that what was written before it is undone. */
class Refused<T> extends Error {
  constructor(readonly outcome: Outcome<T>) {
    super('refused');
  }
}

export function typeormMemberRecords(
  database: DataSource,
  secrets: Secrets & { fingerprints: Fingerprints },
): MemberRecords {
  const { manager } = database;
  const load = (rows: Parameters<typeof loadMembers>[2]) => loadMembers(manager, secrets.masterKey, rows);

  return {
    async find(member) {
      const [found] = await load(await manager.find(memberRows, { where: { id: member } }));
      return found;
    },

    async findByIdentity(identity) {
      const hash = secrets.fingerprints.identity(identity);
      const row = await manager.findOne(identityRows, { where: { hash } });
      return row?.member ? this.find(row.member) : undefined;
    },

    async page({ after, limit }) {
      const where = after === undefined ? {} : { id: MoreThan(after) };
      return load(await manager.find(memberRows, { where, order: { id: 'ASC' }, take: limit }));
    },

    async change<T>(work: Parameters<MemberRecords['change']>[0]) {
      try {
        return await database.transaction(async (transaction) => {
          const outcome = await work(memberChange(transaction, secrets));
          if (outcome.refused) throw new Refused(outcome);
          return outcome as Outcome<T>;
        });
      } catch (error) {
        if (error instanceof Refused) return error.outcome;
        throw error;
      }
    },
  };
}

import { In, MoreThan, type DataSource } from 'typeorm';
import { gather } from '../../application/gather.js';
import type { Fingerprints, MemberRecords } from '../../application/ports.js';
import type { Outcome } from '../../domain/refusal.js';
import { identityRows, memberRows } from './entities.js';
import { loadMembers } from './load-members.js';
import { changesOf, membersOf, standingsOf } from './standings.js';
import { memberChange, type Secrets } from './typeorm-member-change.js';

/** Carries a refusal out of a transaction, so that what was written before it is undone. */
class Refused<T> extends Error {
  constructor(readonly outcome: Outcome<T>) {
    super('refused');
  }
}

/** Tills ask at the same time, and a member is read in four statements: those who ask together share them. */
const GATHERING = { atOnceMax: 200, lanes: 2 };

export function typeormMemberRecords(
  database: DataSource,
  { enrol, ...secrets }: Secrets & { fingerprints: Fingerprints; enrol: MemberRecords['enrol'] },
): MemberRecords {
  const { manager } = database;
  const load = (rows: Parameters<typeof loadMembers>[2]) => loadMembers(manager, secrets.masterKey, rows);

  const find = gather(async (members: readonly string[]) => {
    const found = await load(await manager.find(memberRows, { where: { id: In([...new Set(members)]) } }));
    const byId = new Map(found.map((member) => [member.id, member]));
    return members.map((member) => byId.get(member));
  }, GATHERING);

  const findOwner = gather(async (hashes: readonly Buffer[]) => {
    const rows = await manager.find(identityRows, { where: { hash: In([...hashes]) } });
    const byHash = new Map(rows.map(({ hash, member }) => [hash.toString('latin1'), member]));
    return hashes.map((hash) => byHash.get(hash.toString('latin1')) ?? undefined);
  }, GATHERING);

  return {
    enrol,

    async find(member) {
      const [found] = await find([member]);
      return found;
    },

    findAll: find,

    membersOf: (household) => membersOf(manager, household),

    changesOf: (member) => changesOf(manager, member),

    async standing(member) {
      const found = (await standingsOf(manager, [member])).get(member);
      return found ?? { member, root: member, together: [member] };
    },

    async findByIdentity(identity) {
      const [owner] = await findOwner([secrets.fingerprints.identity(identity)]);
      return owner === undefined ? undefined : this.find(owner);
    },

    async page({ after, limit }) {
      const where = { isHousehold: false, ...(after !== undefined && { id: MoreThan(after) }) };
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

import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { fromId } from '@loyalty/service-host';
import { MemberKey } from './adapters/crypto/member-key.js';
import { secrets, startProcess, type Body } from './testing/enrollment.fixture.js';
import { useDoors } from './testing/doors.fixture.js';

/** Long and odd enough to be in no hash or sealed value by chance. */
const ann = {
  card: 'the-card-of-ann',
  email: 'ann.example@tea.example',
  phone: '+49301234567',
  token: 'the-token-of-ann',
  name: 'Ann Example',
  birthday: '1984-03-29',
};
const values = Object.values(ann);

describe('Personal data', () => {
  const doors = useDoors();
  const { call, fresh, enrol } = doors;

  /** As text, or as PostgreSQL shows the bytes of it. */
  const isIn = (line: string) => (value: string) =>
    line.includes(value) || line.includes(Buffer.from(value).toString('hex'));
  const shown = (lines: readonly string[]) => lines.flatMap((line) => values.filter(isIn(line)));

  async function storedLines(): Promise<readonly string[]> {
    const tables = await doors.database.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'enrollment'`,
    );
    const rows = await Promise.all(
      tables.rows.map(({ name }) =>
        doors.database.pool.query<{ row: string }>(`select t::text as row from enrollment.${name} t`),
      ),
    );
    return rows.flatMap((table) => table.rows.map(({ row }) => row));
  }

  it('stands in no column of any table', async () => {
    const { member } = (await call('POST', '/v1/members', { body: ann, key: 'ann' })).body;
    await call('PATCH', `/v1/members/${member.id}`, { body: { name: ann.name }, key: fresh() });
    const stored = await storedLines();
    expect(stored.length).toBeGreaterThan(8);
    expect(shown(stored)).toEqual([]);
  });

  it('stands in no problem, whatever is wrong', async () => {
    const taken = await call('POST', '/v1/members', { body: ann, key: fresh() });
    const differs = await call('POST', '/v1/members', { body: { ...ann, name: 'x' }, key: 'ann' });
    const unreadable = await call('POST', '/v1/members', { text: `{ "name": "${ann.name}", "card": ${ann.card} }` });
    const misspelled = await call('POST', '/v1/members', {
      body: { phone: ann.name, email: ann.card, card: [ann.card], name: { first: ann.name }, birthday: ann.email },
      key: fresh(),
    });
    const misplaced = await call('POST', '/v1/members/lookup', { body: { card: ann.card, email: ann.email } });
    const cannot = await call('POST', '/v1/members', { body: ann, key: fresh(), scopes: ['members:read'] });
    const problems = [taken, differs, unreadable, misspelled, misplaced, cannot];
    expect(problems.map(({ status }) => status)).toEqual([409, 409, 400, 400, 400, 403]);
    expect(shown(problems.map(({ body }) => JSON.stringify(body)))).toEqual([]);
  });

  it('stands in no line of the log, also when the database fails in the middle of a write', async () => {
    const { pool } = doors.database;
    await pool.query('alter table enrollment.identities rename to elsewhere');
    try {
      const body = { ...ann, card: fresh(), source: 'crm', externalId: fresh() };
      const failed = await call('POST', '/v1/members', { body });
      expect(failed).toMatchObject({ status: 500, body: { code: 'internal_error' } });
      expect(shown([JSON.stringify(failed.body)])).toEqual([]);
    } finally {
      await pool.query('alter table enrollment.elsewhere rename to identities');
    }
    expect(doors.process.log.join()).toContain('enrollment.identities');
    expect(shown(doors.process.log)).toEqual([]);
  });

  it('is not shown for someone else when it is moved to another row, and the log says which seal is broken', async () => {
    const [one, other] = [await enrol({ name: ann.name }), await enrol({ name: 'Other' })];
    await doors.database.pool.query(
      'update enrollment.members set profile = (select profile from enrollment.members where id = $1) where id = $2',
      [bareId(other), bareId(one)],
    );
    expect((await call('GET', `/v1/members/${one.member.id}`)).status).toBe(500);
    expect((await call('GET', `/v1/members/${other.member.id}`)).body.member.name).toBe('Other');
    expect(doors.process.log.join()).toContain('the seal of profile of');
    expect(shown(doors.process.log)).toEqual([]);
  });

  it('cannot be read by a process that has another master key', async () => {
    const { member } = await enrol({ name: 'Cid' });
    const masterKey = Buffer.alloc(32, 7);
    const stranger = await startProcess(doors.database.url, { secrets: { ...secrets, masterKey } });
    try {
      const view = await stranger.call('GET', `/v1/members/${member.id}`);
      expect(view).toMatchObject({ status: 500, body: { code: 'internal_error' } });
      expect(JSON.stringify(view.body) + stranger.log.join()).not.toContain('Cid');
    } finally {
      await stranger.app.close();
    }
  });

  describe('of a member who is erased', () => {
    it('is gone, and the ids stay that the ledger knows', async () => {
      const body = { source: 'crm', externalId: fresh(), card: fresh(), name: 'Eve' };
      const { member, account } = (await call('POST', '/v1/members', { body })).body;
      const key = fresh();
      const erased = await call('POST', `/v1/members/${member.id}/erase`, { key });
      expect(erased).toMatchObject({
        status: 200,
        body: { member: { id: member.id, erasedAt: '2026-01-05T09:15:00Z' }, repeated: false },
      });
      const again = await call('POST', `/v1/members/${member.id}/erase`, { key });
      expect(again.body).toEqual({ ...erased.body, repeated: true });
      expect((await call('POST', `/v1/members/${member.id}/erase`, { key: fresh() })).body.repeated).toBe(true);

      for (const [method, path, request] of [
        ['GET', `/v1/members/${member.id}`, {}],
        ['PATCH', `/v1/members/${member.id}`, { body: { name: 'Eva' }, key: fresh() }],
        ['POST', `/v1/members/${member.id}/identities`, { body: { card: fresh() }, key: fresh() }],
        ['POST', '/v1/members', { body }],
      ] as const) {
        expect((await call(method, path, request)).body.code).toBe('member_erased');
      }
      const lookup = await call('POST', '/v1/members/lookup', { body: { card: body.card } });
      expect(lookup.body.code).toBe('member_not_found');
      const byId = { programme: 'tea-shop', identity: { kind: 'id' as const, value: member.id } };
      expect(await doors.process.enrollment.resolve([byId])).toEqual([{ unknownMember: true }]);
      const owner = await doors.process.enrollment.findAccount(account.id);
      expect(owner).toEqual({ member: member.id, programme: 'tea-shop', erased: true });
    });

    it('cannot be read again from a copy of its rows, since no key is left that opens them', async () => {
      const { pool } = doors.database;
      const person = await enrol({ card: fresh(), name: 'Eve' });
      const { rows } = await pool.query<Copy>('select id, profile from enrollment.members where id = $1', [
        bareId(person),
      ]);
      const [copy] = rows;
      if (copy === undefined) throw new Error('nothing was copied');
      const keys = async () => (await pool.query<KeyRow>('select member, wrapped from enrollment.member_keys')).rows;
      expect(namesReadBy(await keys(), copy)).toEqual(['Eve']);

      await call('POST', `/v1/members/${person.member.id}/erase`, { key: fresh() });
      expect(namesReadBy(await keys(), copy)).toEqual([]);
      const identities = await pool.query('select from enrollment.identities where member = $1', [copy.id]);
      expect(identities.rowCount).toBe(0);

      await pool.query('update enrollment.members set profile = $2 where id = $1', [copy.id, copy.profile]);
      expect((await call('GET', `/v1/members/${person.member.id}`)).body.code).toBe('member_erased');
    });
  });
});

interface Copy {
  readonly id: string;
  readonly profile: Buffer;
}
interface KeyRow {
  readonly member: string;
  readonly wrapped: Buffer;
}

/** What can be read in the sealed profile with all keys that there are. */
function namesReadBy(keys: readonly KeyRow[], { id, profile }: Copy): readonly string[] {
  const masterKey = createSecretKey(secrets.masterKey);
  return keys.flatMap(({ member, wrapped }) => {
    try {
      return [MemberKey.unwrap(masterKey, member, wrapped).openProfile(id, profile).name ?? ''];
    } catch {
      return [];
    }
  });
}

const bareId = ({ member }: Body) => fromId('mem', member.id);

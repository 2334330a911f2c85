import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { identityText, MEMBER_SHARDS, type MemberEvent } from '@loyalty/contracts';
import { hmacSha256 } from '@loyalty/service-host';
import { PostgresMemberLog } from './adapters/postgres/member-log.js';
import { type MemberLog, recognitionKey } from './enrollment.module.js';
import { eventually, secrets, startProcess } from './testing/enrollment.fixture.js';
import { enrolment, useTwoProcesses } from './testing/two-processes.fixture.js';

const MIGRATION = new URL('../migrations/002-member-events.sql', import.meta.url);

const shared = hmacSha256(recognitionKey(secrets.identityKey));
const hashOf = (value: string) => shared(identityText({ kind: 'card', value }), 'hex');

/** Everything, by shard; positions are looked at on the way. */
async function everything(log: MemberLog): Promise<readonly MemberEvent[]> {
  const heads = await log.heads();
  expect(heads).toHaveLength(MEMBER_SHARDS);
  const shards = await Promise.all(
    heads.map(async (head, shard) => {
      const events = await log.readShard(shard, 0, 10_000);
      expect(events.map(({ position }) => position)).toEqual(Array.from({ length: head }, (_, at) => at + 1));
      return events;
    }),
  );
  return shards.flat();
}

const said = (events: readonly MemberEvent[]) =>
  events.map((event) => [
    event.type,
    event.member,
    ...(event.type === 'attached' ? [event.hash && Buffer.from(event.hash).toString('hex')] : []),
    ...(event.type === 'joined' ? [event.account, event.programme, event.enrolledBy] : []),
  ]);

describe('What happened to members', () => {
  const pair = useTwoProcesses();

  it('is told by every road on which somebody joins: the door, a purchase, a second programme', async () => {
    const { member, account } = await pair.newMember({ card: '4007' });
    const [bought] = await pair.other.enrollment.enrol([enrolment('5005')]);
    const [second] = await pair.one.enrollment.enrol([enrolment('4007', 'cd-shop')]);
    const events = said(await everything(pair.one.enrollment.memberLog));
    expect(events).toHaveLength(5);
    expect(events).toEqual(
      expect.arrayContaining([
        ['joined', member.id, account.id, 'tea-shop', undefined],
        ['attached', member.id, hashOf('4007')],
        ['joined', bought?.member, bought?.account, 'tea-shop', 'purchase:till:5005'],
        ['attached', bought?.member, hashOf('5005')],
        ['joined', member.id, second?.account, 'cd-shop', 'purchase:till:4007'],
      ]),
    );
  });

  it('keeps the order of a member, and says of an identity that moved who has it last', async () => {
    const log = pair.one.enrollment.memberLog;
    const ann = await pair.newMember({ card: '4007' });
    const bob = await pair.newMember({ card: '5005' });
    const view = await pair.one.call('GET', `/v1/members/${ann.member.id}`);
    const identity = view.body.member.identities[0]?.id;
    await pair.one.call('DELETE', `/v1/members/${ann.member.id}/identities/card/${identity}`, { key: 'remove' });
    await pair.one.call('POST', `/v1/members/${bob.member.id}/identities`, { body: { card: '4007' }, key: 'add' });
    const events = await everything(log);
    const ofAnn = events.filter(({ member }) => member === ann.member.id);
    expect(ofAnn.map(({ type }) => type).at(-1)).toBe('detached');
    const last = events.filter(({ member }) => member === bob.member.id).at(-1);
    expect(last).toMatchObject({ type: 'attached' });
    expect(last?.version).toBeGreaterThan(Math.max(...ofAnn.map(({ version }) => version)));
  });

  it('forgets by which identities a member was found, once they are taken off or the member is erased', async () => {
    const { member } = await pair.newMember({ card: '4007', phone: '+49 30 91775512' });
    const before = await everything(pair.one.enrollment.memberLog);
    expect(before.filter((event) => event.type === 'attached' && event.hash)).toHaveLength(2);
    await pair.one.call('POST', `/v1/members/${member.id}/erase`, { key: 'erase' });
    const after = await everything(pair.other.enrollment.memberLog);
    expect(after.filter((event) => event.type === 'attached').map((event) => event.hash)).toEqual([
      undefined,
      undefined,
    ]);
    expect(after.filter(({ type }) => type !== 'joined' && type !== 'attached').map(({ type }) => type)).toEqual([
      'detached',
      'detached',
      'erased',
    ]);
  });

  it('has no gap and nothing twice, however many change members and give places at once', async () => {
    const other = new PostgresMemberLog(pair.database.pool);
    const cards = Array.from({ length: 300 }, (_, at) => `many-${at}`);
    const placing = Array.from({ length: 40 }, async (_, at) => {
      await new Promise((resolve) => setTimeout(resolve, at * 5));
      await Promise.all([other.place(), pair.one.enrollment.memberLog.heads()]);
    });
    await Promise.all([
      ...placing,
      ...cards.map((card, at) => (at % 2 ? pair.one : pair.other).enrollment.enrol([enrolment(card)])),
    ]);
    const events = await everything(pair.other.enrollment.memberLog);
    expect(events).toHaveLength(600);
    expect(new Set(events.map(({ version }) => version)).size).toBe(600);
  });

  it('is not held up by a change that is under way, and misses nothing of it', async () => {
    await pair.newMember({ card: '4007' });
    const client = await pair.database.pool.connect();
    try {
      await client.query("begin; update enrollment.member_events set hash = null where type = 'attached'");
      expect((await everything(pair.one.enrollment.memberLog)).map(({ type }) => type)).toEqual(['joined']);
      await client.query('commit');
    } finally {
      client.release();
    }
    const events = await everything(pair.one.enrollment.memberLog);
    expect(events.map(({ type }) => type)).toEqual(['joined', 'attached']);
  });

  it('is told of those who were members before, and of whom the last release still enrols, once each', async () => {
    const { database } = pair;
    const { member, account } = await pair.newMember({ card: '4007' });
    const erased = await pair.newMember({ card: '5005' });
    await pair.one.call('POST', `/v1/members/${erased.member.id}/erase`, { key: 'erase' });
    // As the last release left it, and then the migration.
    await database.pool.query(`
      drop table enrollment.member_events, enrollment.member_event_heads, enrollment.unshared_identities;
      drop function enrollment.account_joined, enrollment.identity_attached, enrollment.identity_changed,
        enrollment.identity_detached, enrollment.member_erased, enrollment.shard_of_member cascade;
      alter table enrollment.identities drop column shared_hash`);
    await database.pool.query(`set search_path to enrollment; ${await readFile(MIGRATION, 'utf8')}; reset search_path`);
    await database.pool.query(
      `insert into enrollment.identities (id, hash, kind, member, sealed, added_at)
       select $1, '\\x01', kind, member, sealed, added_at from enrollment.identities where member is not null`,
      [randomUUID()],
    );

    const today = await startProcess(database.url, { isCopied: true });
    try {
      const log = today.enrollment.memberLog;
      await eventually(async () => (await everything(log)).length === 2);
      expect(said(await everything(log))).toEqual([
        ['joined', member.id, account.id, 'tea-shop', undefined],
        ['attached', member.id, hashOf('4007')],
      ]);
      // What was changed by hand, here copied to where it does not open, holds nobody up and is not told.
      const { rows } = await database.pool.query('select from enrollment.unshared_identities');
      expect(rows).toHaveLength(1);
    } finally {
      await today.app.close();
    }
  });
});

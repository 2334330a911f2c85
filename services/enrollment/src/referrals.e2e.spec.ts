import { describe, expect, it } from '@jest/globals';
import { useDoors } from './testing/doors.fixture.js';
import { NOW } from './testing/enrollment.fixture.js';

interface Shown {
  readonly member: {
    readonly referralCode?: string;
    readonly referredBy?: readonly { readonly programme: string; readonly member: string }[];
  };
}

const DAY_MS = 86_400_000;

describe('Who invited a member', () => {
  let now = NOW;
  const doors = useDoors({ programmes: async () => ['tea-shop', 'cd-shop'], clock: { now: () => now } });

  const enrol = (more: Readonly<Record<string, unknown>> = {}) =>
    doors.enrol({ card: doors.fresh(), programme: 'tea-shop', ...more });
  const tries = async (more: Readonly<Record<string, unknown>>) => {
    const body = { card: doors.fresh(), programme: 'tea-shop', ...more };
    const answer = await doors.call('POST', '/v1/members', { body, key: doors.fresh() });
    return [answer.status, answer.body.code];
  };
  const says = async (member: string, body: Readonly<Record<string, unknown>>) => {
    const answer = await doors.call('PATCH', `/v1/members/${member}`, { body, key: doors.fresh() });
    return [answer.status, answer.body.code];
  };
  const shown = async (member: string) =>
    ((await doors.call('GET', `/v1/members/${member}`)).body as unknown as Shown).member;
  const told = async (member: string) => {
    const [facts] = await doors.process.enrollment.facts([{ member, at: now, timeZone: 'UTC' }]);
    return facts?.invitations;
  };

  it('is said when they join, by the code of who invited or by the id, and told as ids alone', async () => {
    const ann = await enrol({ name: 'Ann' });
    const { referralCode = '' } = await shown(ann.member.id);
    expect(referralCode).toMatch(/^[0-9A-Z]{10}$/);
    expect((await shown(ann.member.id)).referralCode).toBe(referralCode);
    const bob = await enrol({ name: 'Bob', referredBy: referralCode.toLowerCase() });
    const cid = await enrol({ referredBy: ann.member.id });
    const inviter = { member: ann.member.id, account: ann.account.id };
    for (const { member } of [bob, cid]) {
      expect(await told(member.id)).toEqual([{ programme: 'tea-shop', joinedAt: now, inviter }]);
      expect((await shown(member.id)).referredBy).toEqual([{ programme: 'tea-shop', member: ann.member.id }]);
    }
    expect(await told(ann.member.id)).toBeUndefined();
  });

  it('is another code for each, and a till that looks a member up is not shown it', async () => {
    const [ann, bob] = [await enrol(), await enrol()];
    expect((await shown(ann.member.id)).referralCode).not.toBe((await shown(bob.member.id)).referralCode);
    const card = doors.fresh();
    await doors.enrol({ card, programme: 'tea-shop' });
    const looked = await doors.call('POST', '/v1/members/lookup', { body: { card } });
    expect(looked.body.member).not.toHaveProperty('referralCode');
  });

  it('is one who is there and in the same programme; else nobody joins', async () => {
    const gone = await enrol();
    const { referralCode } = await shown(gone.member.id);
    await doors.call('POST', `/v1/members/${gone.member.id}/erase`, { key: doors.fresh() });
    const elsewhere = await doors.enrol({ card: doors.fresh(), programme: 'cd-shop' });
    for (const referredBy of [referralCode, gone.member.id, elsewhere.member.id, 'ABCDEFGH23', 'nobody at all']) {
      const card = doors.fresh();
      expect(await tries({ card, referredBy })).toEqual([404, 'referrer_not_found']);
      expect((await doors.call('POST', '/v1/members/lookup', { body: { card } })).status).toBe(404);
    }
  });

  it('is said within thirty days of joining, once, and never changed', async () => {
    const [ann, eve, bob, dan] = [await enrol(), await enrol(), await enrol(), await enrol()];
    expect(await says(bob.member.id, { referredBy: ann.member.id })).toEqual([200, undefined]);
    expect(await says(bob.member.id, { referredBy: ann.member.id })).toEqual([200, undefined]);
    expect(await says(bob.member.id, { referredBy: eve.member.id })).toEqual([409, 'already_referred']);
    now += 30 * DAY_MS - 1;
    const cid = await enrol();
    expect(await says(dan.member.id, { referredBy: ann.member.id })).toEqual([200, undefined]);
    now += 1;
    expect(await says(eve.member.id, { referredBy: ann.member.id })).toEqual([409, 'referred_too_late']);
    expect(await says(cid.member.id, { referredBy: ann.member.id })).toEqual([200, undefined]);
  });

  it('is not themselves, and two do not invite each other, also when they say so at once', async () => {
    const [ann, bob] = [await enrol(), await enrol()];
    expect(await says(ann.member.id, { referredBy: ann.member.id })).toEqual([409, 'referred_by_oneself']);
    const both = await Promise.all([
      says(ann.member.id, { referredBy: bob.member.id }),
      says(bob.member.id, { referredBy: ann.member.id }),
    ]);
    expect(both.map(([status]) => status).sort()).toEqual([200, 409]);
    expect(both).toContainEqual([409, 'referred_each_other']);
  });

  it('is nobody once the two have turned out to be one person, and where they stand now', async () => {
    const [ann, anna, bob] = [await enrol(), await enrol(), await enrol()];
    const cid = await enrol({ referredBy: ann.member.id });
    await says(bob.member.id, { referredBy: ann.member.id });
    const reason = 'one person';
    const merge = (from: string, into: string) =>
      doors.call('POST', '/v1/members/merge', { body: { from, into, reason }, key: doors.fresh() });
    expect((await merge(ann.member.id, anna.member.id)).status).toBe(201);
    expect(await told(cid.member.id)).toEqual([
      { programme: 'tea-shop', joinedAt: now, inviter: { member: ann.member.id, account: anna.account.id } },
    ]);
    expect((await merge(bob.member.id, anna.member.id)).status).toBe(201);
    expect(await told(bob.member.id)).toBeUndefined();
    const late = await enrol();
    expect(await says(anna.member.id, { referredBy: ann.member.id })).toEqual([409, 'referred_by_oneself']);
    expect(await says(late.member.id, { referredBy: bob.member.id })).toEqual([200, undefined]);
  });

  it('leaves the friend invited once they have been erased, without saying by whom', async () => {
    const ann = await enrol();
    const bob = await enrol({ referredBy: ann.member.id });
    await doors.call('POST', `/v1/members/${ann.member.id}/erase`, { key: doors.fresh() });
    expect(await told(bob.member.id)).toEqual([{ programme: 'tea-shop', joinedAt: now, inviter: null }]);
    const codes = await doors.database.pool.query(
      'select from enrollment.referral_codes where member = (select id from enrollment.members where erased_at is not null order by erased_at desc limit 1)',
    );
    expect(codes.rowCount).toBe(0);
  });

  it('is part of what was sent: the same again is a repeat, with another one it is refused', async () => {
    const [ann, bob] = [await enrol(), await enrol()];
    const body = { source: 'crm', externalId: doors.fresh(), programme: 'tea-shop', referredBy: ann.member.id };
    const first = await doors.call('POST', '/v1/members', { body });
    const again = await doors.call('POST', '/v1/members', { body });
    expect([first.status, again.status, again.body.repeated]).toEqual([201, 200, true]);
    const other = await doors.call('POST', '/v1/members', { body: { ...body, referredBy: bob.member.id } });
    expect([other.status, other.body.code]).toEqual([409, 'already_used_with_other_content']);
    expect(other.body.errors.map(({ pointer }) => pointer)).toEqual(['/referredBy']);
  });
});

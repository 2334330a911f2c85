import { describe, expect, it } from '@jest/globals';
import type { Enrolment } from './enrollment.module.js';
import { eventually, NOW } from './testing/enrollment.fixture.js';
import { card, enrolment, useTwoProcesses } from './testing/two-processes.fixture.js';

describe('Enrolling by a purchase', () => {
  const pair = useTwoProcesses();

  it('makes one member of one card, however many purchases race for it in two processes', async () => {
    const races = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? pair.one : pair.other).enrollment.enrol([enrolment('4007')]),
    );
    const memberships = (await Promise.all(races)).flat();
    expect(memberships).toHaveLength(20);
    expect(new Set(memberships.map(({ member }) => member)).size).toBe(1);
    expect(await count('members')).toBe(1);
    expect(await count('accounts')).toBe(1);
    expect(await count('member_keys')).toBe(1);
  });

  it('enrols many in order, the same card twice in one batch too, and says which purchase it was', async () => {
    const memberships = await pair.one.enrollment.enrol(['1', '2', '1', '3'].map((value) => enrolment(value)));
    expect(memberships.map(({ enrolledBy }) => enrolledBy)).toEqual(
      ['1', '2', '1', '3'].map((value) => `purchase:till:${value}`),
    );
    expect(memberships[0]).toEqual(memberships[2]);
    expect(memberships[0]?.joinedAt).toBe(NOW);
    expect(await pair.one.enrollment.resolve([card('2')])).toEqual([{ membership: memberships[1] }]);
    expect(await count('members')).toBe(3);
  });

  it('answers with the member who is there already', async () => {
    const { member, account } = await pair.newMember({ card: '4007' });
    expect(await pair.one.enrollment.enrol([enrolment('4007')])).toEqual([
      { member: member.id, account: account.id, joinedAt: NOW },
    ]);
  });

  it('lets a member join one more programme, by id or card, once', async () => {
    const { member } = await pair.newMember({ card: '4007' });
    const byId: Enrolment = { ...enrolment('4007', 'cd-shop'), identity: { kind: 'id', value: member.id } };
    const races = Array.from({ length: 10 }, (_, index) =>
      (index % 2 === 0 ? pair.one : pair.other).enrollment.enrol([byId, enrolment('4007', 'cd-shop')]),
    );
    const memberships = (await Promise.all(races)).flat();
    expect(new Set(memberships.map(({ account }) => account)).size).toBe(1);
    expect(memberships[0]).toMatchObject({ member: member.id, enrolledBy: 'purchase:till:4007' });
    expect(await count('accounts')).toBe(2);
  });

  it('makes one member with two accounts when a newcomer’s card earns in two programmes in one batch', async () => {
    const memberships = await pair.one.enrollment.enrol([enrolment('4007'), enrolment('4007', 'cd-shop')]);
    expect(memberships[0]?.member).toBe(memberships[1]?.member);
    expect(memberships[0]?.account).not.toBe(memberships[1]?.account);
  });

  it('keeps the member’s values sealed, and can open them', async () => {
    const [membership] = await pair.one.enrollment.enrol([enrolment('4007')]);
    const view = await pair.one.call('GET', `/v1/members/${membership?.member}`);
    expect(view.body.member).toMatchObject({
      enrolledBy: 'purchase:till:4007',
      identities: [{ kind: 'card', value: '4007' }],
    });
  });

  it('fails alone when it names a member whom nobody knows', async () => {
    const unknown: Enrolment = { ...enrolment('x'), identity: { kind: 'id', value: 'mem_01m837djsgf02ta5g74jhhd4ry' } };
    const [bad, good] = await Promise.allSettled([
      pair.one.enrollment.enrol([unknown]),
      pair.one.enrollment.enrol([enrolment('4007')]),
    ]);
    expect([bad?.status, good?.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('hands over what waited for the card, and nothing where nothing could wait', async () => {
    const [stranger] = await pair.one.enrollment.resolve([card('4007')]);
    const [membership] = await pair.one.enrollment.enrol([enrolment('4007'), enrolment('5005')]);
    await eventually(() => pair.one.claims.length + pair.other.claims.length > 0);
    const strangers = stranger !== undefined && 'stranger' in stranger ? [stranger.stranger] : [];
    const { member, account } = membership ?? {};
    expect([...pair.one.claims, ...pair.other.claims]).toEqual([
      { member, account, programme: 'tea-shop', strangers, joinedAt: NOW },
    ]);
  });

  async function count(table: string): Promise<number> {
    const { rows } = await pair.database.pool.query<{ count: number }>(
      `select count(*)::int as count from enrollment.${table}`,
    );
    return rows[0]?.count ?? -1;
  }
});

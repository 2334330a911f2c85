import { describe, expect, it } from '@jest/globals';
import { useDoors } from './testing/doors.fixture.js';

/** What other services may know of who there is: ids, and where the points are. */
describe('The people of a programme', () => {
  const doors = useDoors({ movePoints: async () => ({ moved: [] }) });
  const enrol = async () => doors.enrol({ card: doors.fresh() });
  const post = (path: string, body?: object) => doors.call('POST', path, { ...(body && { body }), key: doors.fresh() });
  async function everybody(limit: number) {
    const found = new Map<string, string>();
    for (let after = ''; ;) {
      const page = await doors.process.enrollment.people({ programme: 'tea-shop', after, limit });
      for (const { member, account } of page) {
        expect(found.has(member)).toBe(false);
        found.set(member, account);
      }
      if (page.length < limit) return found;
      after = page.at(-1)?.member ?? '';
    }
  }

  it('are each told once: merged ones as who they are now, a household by its people, erased ones not at all', async () => {
    const [ann, bob, cat, dan, eve, fay] = [
      await enrol(),
      await enrol(),
      await enrol(),
      await enrol(),
      await enrol(),
      await enrol(),
    ];
    const merged = await post('/v1/members/merge', { from: bob.member.id, into: ann.member.id, reason: 'one person' });
    expect(merged.status).toBe(201);
    const family = await post('/v1/households', { members: [cat.member.id, dan.member.id], reason: 'a family' });
    expect(family.status).toBe(201);
    await post(`/v1/members/${eve.member.id}/erase`);

    for (const limit of [1, 2, 100]) {
      const people = await everybody(limit);
      expect(people.get(ann.member.id)).toBe(ann.account.id);
      expect(people.get(fay.member.id)).toBe(fay.account.id);
      expect(people.has(bob.member.id)).toBe(false);
      expect(people.has(eve.member.id)).toBe(false);
      expect(people.get(cat.member.id)).toBe(people.get(dan.member.id));
      expect(people.get(cat.member.id)).not.toBe(cat.account.id);
      expect([...people.keys()]).toEqual([...people.keys()].toSorted());
    }
    expect(await doors.process.enrollment.people({ programme: 'nowhere', after: '', limit: 10 })).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type Known, knownMembers, type Sought } from './known-members.js';
import type { Members, Membership, Question, Recognised } from '../ports.js';
import { RememberedMembers } from './remembered-members.js';

class Away extends Error {}

const question = (value: string): Question => ({ programme: 'tea', identity: { kind: 'card', value } });
const membershipOf = (member: string): Membership => ({ member, account: `acc_${member}`, joinedAt: 0 });
const known = (member: string): Known => ({ memberId: member, membership: membershipOf(member) });
const enrolment = (value: string) => ({ ...question(value), enrolledBy: 'purchase:till:1', at: 0 });

function open() {
  const rows = new Map<string, Known>();
  const elsewhere = new Map<string, string>();
  const state = {
    ageMs: 0,
    isAway: false,
    asked: [] as string[],
    looked: 0,
    now: undefined as Promise<void> | undefined,
  };
  const ask = async (questions: readonly Question[]) => {
    if (state.isAway) throw new Away();
    await state.now;
    return questions.map(({ identity: { value } }): Recognised => {
      state.asked.push(value);
      const member = elsewhere.get(value);
      return member === undefined ? { stranger: `str_${value}` } : { membership: membershipOf(member) };
    });
  };
  const remembered = new RememberedMembers(10);
  const members: Members = knownMembers({
    elsewhere: {
      resolve: ask,
      enrol: async (enrolments) =>
        (await ask(enrolments)).map((one) => ('membership' in one ? one.membership : membershipOf('new'))),
      facts: async (questions) => questions.map(() => ({ consents: ['asked'] })),
    },
    async look(sought: readonly Sought[]) {
      state.looked += 1;
      return sought.map(({ hash }) => rows.get(hash?.toString() ?? ''));
    },
    remembered,
    age: {
      get ms() {
        return state.ageMs;
      },
    },
    isAway: () => state.isAway,
    isOutage: (error) => error instanceof Away,
    hash: ({ value }) => Buffer.from(value),
    readMemberId: (text) => text,
    bounds: { ageMsMax: 100, aloneMsMax: 1_000 },
  });
  return { members, rows, elsewhere, state, remembered };
}

describe('Members by a copy of who is who', () => {
  it('are those of the copy; who is not in it is asked for, in order', async () => {
    const { members, rows, elsewhere, state } = open();
    rows.set('ann', known('ann'));
    elsewhere.set('bob', 'bob');
    expect(await members.resolve([question('cy'), question('ann'), question('bob')])).toEqual([
      { stranger: 'str_cy' },
      { membership: membershipOf('ann') },
      { membership: membershipOf('bob') },
    ]);
    expect(state.asked).toEqual(['cy', 'bob']);
    expect(await members.enrol([enrolment('ann'), enrolment('dan')])).toEqual([
      membershipOf('ann'),
      membershipOf('new'),
    ]);
  });

  it('are looked for once while they are remembered, and again once they are forgotten', async () => {
    const { members, rows, elsewhere, state, remembered } = open();
    rows.set('ann', known('ann'));
    elsewhere.set('bob', 'bob');
    for (let time = 0; time < 3; time += 1) await members.resolve([question('ann'), question('bob')]);
    expect([state.looked, state.asked]).toEqual([1, ['bob']]);
    rows.delete('ann');
    remembered.forget('ann');
    expect(await members.resolve([question('ann')])).toEqual([{ stranger: 'str_ann' }]);
  });

  it('are not remembered as they were when they are forgotten while they are asked for', async () => {
    const { members, elsewhere, state, remembered } = open();
    elsewhere.set('ann', 'ann');
    const answered = Promise.withResolvers<void>();
    state.now = answered.promise;
    const asking = members.resolve([question('ann')]);
    await new Promise(setImmediate);
    remembered.forget('ann');
    answered.resolve();
    await asking;
    elsewhere.delete('ann');
    expect(await members.resolve([question('ann')])).toEqual([{ stranger: 'str_ann' }]);
  });

  it('are asked for at enrollment, all of them, where the copy may be too old', async () => {
    const { members, rows, elsewhere, state } = open();
    rows.set('ann', known('ann'));
    await members.resolve([question('ann')]);
    elsewhere.set('ann', 'moved');
    state.ageMs = 101;
    expect(await members.resolve([question('ann')])).toEqual([{ membership: membershipOf('moved') }]);
  });

  it('are those of the copy alone while enrollment is away, for a time, and nobody else is guessed at', async () => {
    const { members, rows, state } = open();
    rows.set('ann', known('ann'));
    state.isAway = true;
    state.ageMs = 1_000;
    expect(await members.resolve([question('ann')])).toEqual([{ membership: membershipOf('ann') }]);
    await expect(members.resolve([question('ann'), question('bob')])).rejects.toThrow(Away);
    await expect(members.enrol([enrolment('bob')])).rejects.toThrow(Away);
    state.ageMs = 1_001;
    await expect(members.resolve([question('ann')])).rejects.toThrow(Away);
  });
});

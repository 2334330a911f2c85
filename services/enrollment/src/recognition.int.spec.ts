import { describe, expect, it } from '@jest/globals';
import type { Question } from './enrollment.module.js';
import { eventually, NOW } from './testing/enrollment.fixture.js';
import { card, useTwoProcesses } from './testing/two-processes.fixture.js';

describe('Asked who someone is, a process', () => {
  const pair = useTwoProcesses();

  it('answers the membership, by any spelling of any identity and by the id', async () => {
    const { member, account } = await pair.newMember({ card: '4007', email: 'ann@example.org', phone: '+49301234567' });
    const questions: Question[] = [
      { programme: 'tea-shop', identity: { kind: 'id', value: member.id } },
      { programme: 'tea-shop', identity: { kind: 'email', value: ' ANN@example.org' } },
      { programme: 'tea-shop', identity: { kind: 'phone', value: '0049 30 1234567' } },
      card(' 4007 '),
    ];
    const membership = { member: member.id, account: account.id, joinedAt: NOW };
    expect(await pair.one.enrollment.resolve(questions)).toEqual(questions.map(() => ({ membership })));
  });

  it('gives everybody the same stranger for the same unknown identity, and says nothing of the identity in it', async () => {
    const questions = [card('1'), card('2'), card('1')];
    const both = await Promise.all([pair.one.enrollment.resolve(questions), pair.other.enrollment.resolve(questions)]);
    const [first, second, again] = both[0] ?? [];
    expect(both[1]).toEqual(both[0]);
    expect(again).toEqual(first);
    expect(second).not.toEqual(first);
    expect(first).toEqual({ stranger: expect.stringMatching(/^str_[0-9a-z]{26}$/) });
  });

  it('takes what a till made of a phone number for a stranger, not for an error', async () => {
    const [answer] = await pair.one.enrollment.resolve([
      { programme: 'tea-shop', identity: { kind: 'phone', value: '0301' } },
    ]);
    expect(answer).toHaveProperty('stranger');
  });

  it.each(['mem_nonsense', 'acc_01m837djsgf02ta5g74jhhd4ry', 'mem_01m837djsgf02ta5g74jhhd4ry', ''])(
    'does not know the member %j',
    async (value) => {
      const answers = await pair.one.enrollment.resolve([{ programme: 'tea-shop', identity: { kind: 'id', value } }]);
      expect(answers).toEqual([{ unknownMember: true }]);
    },
  );

  it('lets purchases in a programme that the member has not joined wait for that', async () => {
    const { member } = await pair.newMember({ card: '4007' });
    const questions: Question[] = [
      card('4007', 'cd-shop'),
      { programme: 'cd-shop', identity: { kind: 'id', value: member.id } },
    ];
    const strangers = (await pair.one.enrollment.resolve(questions)).map(
      (answer) => 'stranger' in answer && answer.stranger,
    );
    expect(strangers).toEqual([expect.any(String), expect.any(String)]);

    const joined = await pair.one.call('POST', `/v1/members/${member.id}/accounts`, {
      body: { programme: 'cd-shop' },
      key: 'join',
    });
    // Whichever process comes first delivers.
    const claims = () => [...pair.one.claims, ...pair.other.claims];
    await eventually(() => claims().length === 1);
    expect(claims()[0]).toMatchObject({ member: member.id, account: joined.body.account.id, programme: 'cd-shop' });
    expect(claims()[0]?.strangers).toEqual(expect.arrayContaining(strangers));
    expect(await pair.one.enrollment.resolve(questions)).toMatchObject(
      questions.map(() => ({ membership: { account: joined.body.account.id } })),
    );
  });

  it('is not spoilt by a character that the database cannot hold', async () => {
    const { account } = await pair.newMember({ card: '4007' });
    const answers = await pair.one.enrollment.resolve([card('4007', 'no\0where'), card('4007')]);
    expect(answers).toMatchObject([{ stranger: expect.any(String) }, { membership: { account: account.id } }]);
  });
});

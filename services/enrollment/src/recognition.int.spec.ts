import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import type { Enrolment, Question } from './enrollment.module.js';
import { eventually, NOW, startProcess, type Process } from './testing/enrollment.fixture.js';

const card = (value: string, programme = 'tea-shop'): Question => ({ programme, identity: { kind: 'card', value } });
const enrolment = (value: string, programme = 'tea-shop'): Enrolment => ({ ...card(value, programme), enrolledBy: `purchase:till:${value}`, at: NOW });

/** Two processes of the service on one database, as several pods have them. */
describe('Recognising members', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let one: Process;
  let other: Process;

  beforeAll(async () => {
    server = await startTestPostgres();
  });

  beforeEach(async () => {
    database = await createTestDatabase(server);
    const programmes = async () => ['tea-shop', 'cd-shop'];
    one = await startProcess(database.url, { programmes });
    other = await startProcess(database.url, { programmes });
  });

  afterEach(async () => {
    await one.app.close();
    await other.app.close();
    await database.drop();
  });

  afterAll(async () => {
    await server?.stop();
  });

  const newMember = async (body: Readonly<Record<string, unknown>>) => {
    const { status, body: answer } = await one.call('POST', '/v1/members', {
      body: { programme: 'tea-shop', ...body },
      key: `new ${JSON.stringify(body)}`,
    });
    expect(status).toBe(201);
    return answer as { member: { id: string }; account: { id: string } };
  };

  describe('asked who someone is', () => {
    it('answers the membership, by any spelling of any identity and by the id', async () => {
      const { member, account } = await newMember({ card: '4007', email: 'ann@example.org', phone: '+49301234567' });
      const questions: Question[] = [
        { programme: 'tea-shop', identity: { kind: 'id', value: member.id } },
        { programme: 'tea-shop', identity: { kind: 'email', value: ' ANN@example.org' } },
        { programme: 'tea-shop', identity: { kind: 'phone', value: '0049 30 1234567' } },
        card(' 4007 '),
      ];
      const membership = { member: member.id, account: account.id, joinedAt: NOW };
      expect(await one.enrollment.resolve(questions)).toEqual(questions.map(() => ({ membership })));
    });

    it('gives everybody the same stranger for the same unknown identity, and says nothing of the identity in it', async () => {
      const questions = [card('1'), card('2'), card('1')];
      const both = await Promise.all([one.enrollment.resolve(questions), other.enrollment.resolve(questions)]);
      const [first, second, again] = both[0] ?? [];
      expect(both[1]).toEqual(both[0]);
      expect(again).toEqual(first);
      expect(second).not.toEqual(first);
      expect(first).toEqual({ stranger: expect.stringMatching(/^str_[0-9a-z]{26}$/) });
    });

    it('takes what a till made of a phone number for a stranger, not for an error', async () => {
      const [answer] = await one.enrollment.resolve([{ programme: 'tea-shop', identity: { kind: 'phone', value: '0301' } }]);
      expect(answer).toHaveProperty('stranger');
    });

    it.each(['mem_nonsense', 'acc_01m837djsgf02ta5g74jhhd4ry', 'mem_01m837djsgf02ta5g74jhhd4ry', ''])(
      'does not know the member %j', async (value) => {
        const answers = await one.enrollment.resolve([{ programme: 'tea-shop', identity: { kind: 'id', value } }]);
        expect(answers).toEqual([{ unknownMember: true }]);
      });

    it('lets purchases in a programme that the member has not joined wait for that', async () => {
      const { member } = await newMember({ card: '4007' });
      const questions: Question[] = [card('4007', 'cd-shop'), { programme: 'cd-shop', identity: { kind: 'id', value: member.id } }];
      const strangers = (await one.enrollment.resolve(questions)).map((answer) => 'stranger' in answer && answer.stranger);
      expect(strangers).toEqual([expect.any(String), expect.any(String)]);

      const joined = await one.call('POST', `/v1/members/${member.id}/accounts`, { body: { programme: 'cd-shop' }, key: 'join' });
      await eventually(() => one.claims.length === 1);
      expect(one.claims[0]).toMatchObject({ member: member.id, account: joined.body.account.id, programme: 'cd-shop' });
      expect(one.claims[0]?.strangers).toEqual(expect.arrayContaining(strangers));
      expect(await one.enrollment.resolve(questions)).toMatchObject(questions.map(() => ({ membership: { account: joined.body.account.id } })));
    });

    it('is not spoilt by a character that the database cannot hold', async () => {
      const { account } = await newMember({ card: '4007' });
      const answers = await one.enrollment.resolve([card('4007', 'no\0where'), card('4007')]);
      expect(answers).toMatchObject([{ stranger: expect.any(String) }, { membership: { account: account.id } }]);
    });
  });

  describe('after an identity was removed', () => {
    it('is unknown in every other process within a second', async () => {
      const { member } = await newMember({ card: '4007' });
      const view = await one.call('GET', `/v1/members/${member.id}`);
      const [identity] = view.body.member.identities;
      for (const process of [one, other, one, other]) {
        expect(await process.enrollment.resolve([card('4007')])).toMatchObject([{ membership: { member: member.id } }]);
      }

      const removed = await one.call('DELETE', `/v1/members/${member.id}/identities/card/${identity.id}`, { key: 'remove' });
      expect(removed.status).toBe(200);
      expect(await one.enrollment.resolve([card('4007')])).toEqual([{ stranger: expect.any(String) }]);
      await eventually(async () => 'stranger' in ((await other.enrollment.resolve([card('4007')]))[0] ?? {}), 1_000);
    });

    it('can be given to another member, who is then found by it', async () => {
      const ann = await newMember({ card: '4007' });
      const bob = await newMember({ card: '5005' });
      const view = await one.call('GET', `/v1/members/${ann.member.id}`);
      await one.call('DELETE', `/v1/members/${ann.member.id}/identities/card/${view.body.member.identities[0].id}`, { key: 'remove' });
      await one.call('POST', `/v1/members/${bob.member.id}/identities`, { body: { card: '4007' }, key: 'add' });
      expect(await one.enrollment.resolve([card('4007')])).toMatchObject([{ membership: { member: bob.member.id } }]);
    });
  });

  describe('enrolling by a purchase', () => {
    it('makes one member of one card, however many purchases race for it in two processes', async () => {
      const races = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : other).enrollment.enrol([enrolment('4007')]));
      const memberships = (await Promise.all(races)).flat();
      expect(memberships).toHaveLength(20);
      expect(new Set(memberships.map(({ member }) => member)).size).toBe(1);
      expect(await count('members')).toBe(1);
      expect(await count('accounts')).toBe(1);
      expect(await count('member_keys')).toBe(1);
    });

    it('enrols many in order, the same card twice in one batch too, and says which purchase it was', async () => {
      const memberships = await one.enrollment.enrol(['1', '2', '1', '3'].map((value) => enrolment(value)));
      expect(memberships.map(({ enrolledBy }) => enrolledBy)).toEqual(['1', '2', '1', '3'].map((value) => `purchase:till:${value}`));
      expect(memberships[0]).toEqual(memberships[2]);
      expect(memberships[0]?.joinedAt).toBe(NOW);
      expect(await one.enrollment.resolve([card('2')])).toEqual([{ membership: memberships[1] }]);
      expect(await count('members')).toBe(3);
    });

    it('answers with the member who is there already', async () => {
      const { member, account } = await newMember({ card: '4007' });
      expect(await one.enrollment.enrol([enrolment('4007')])).toEqual([{ member: member.id, account: account.id, joinedAt: NOW }]);
    });

    it('lets a member join one more programme, by id or card, once', async () => {
      const { member } = await newMember({ card: '4007' });
      const byId: Enrolment = { ...enrolment('4007', 'cd-shop'), identity: { kind: 'id', value: member.id } };
      const races = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? one : other).enrollment.enrol([byId, enrolment('4007', 'cd-shop')]));
      const memberships = (await Promise.all(races)).flat();
      expect(new Set(memberships.map(({ account }) => account)).size).toBe(1);
      expect(memberships[0]).toMatchObject({ member: member.id, enrolledBy: 'purchase:till:4007' });
      expect(await count('accounts')).toBe(2);
    });

    it('makes one member with two accounts when a newcomer’s card earns in two programmes in one batch', async () => {
      const memberships = await one.enrollment.enrol([enrolment('4007'), enrolment('4007', 'cd-shop')]);
      expect(memberships[0]?.member).toBe(memberships[1]?.member);
      expect(memberships[0]?.account).not.toBe(memberships[1]?.account);
    });

    it('keeps the member’s values sealed, and can open them', async () => {
      const [membership] = await one.enrollment.enrol([enrolment('4007')]);
      const view = await one.call('GET', `/v1/members/${membership?.member}`);
      expect(view.body.member).toMatchObject({ enrolledBy: 'purchase:till:4007', identities: [{ kind: 'card', value: '4007' }] });
    });

    it('fails alone when it names a member whom nobody knows', async () => {
      const unknown: Enrolment = { ...enrolment('x'), identity: { kind: 'id', value: 'mem_01m837djsgf02ta5g74jhhd4ry' } };
      const [bad, good] = await Promise.allSettled([one.enrollment.enrol([unknown]), one.enrollment.enrol([enrolment('4007')])]);
      expect([bad?.status, good?.status]).toEqual(['rejected', 'fulfilled']);
    });

    it('hands over what waited for the card, and nothing where nothing could wait', async () => {
      const [stranger] = await one.enrollment.resolve([card('4007')]);
      const [membership] = await one.enrollment.enrol([enrolment('4007'), enrolment('5005')]);
      await eventually(() => one.claims.length + other.claims.length > 0);
      const strangers = stranger !== undefined && 'stranger' in stranger ? [stranger.stranger] : [];
      const { member, account } = membership ?? {};
      expect([...one.claims, ...other.claims]).toEqual([{ member, account, programme: 'tea-shop', strangers, joinedAt: NOW }]);
    });
  });

  async function count(table: string): Promise<number> {
    const { rows } = await database.pool.query<{ count: number }>(`select count(*)::int as count from enrollment.${table}`);
    return rows[0]?.count ?? -1;
  }
});

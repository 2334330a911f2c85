import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AskedMove } from './enrollment.module.js';
import { useDoors } from './testing/doors.fixture.js';

interface Answered {
  readonly household?: { readonly id: string; readonly members?: readonly string[] };
  readonly status?: string;
  readonly code?: string;
  readonly repeated?: boolean;
  readonly accounts?: readonly { readonly id: string }[];
}

describe('A household', () => {
  const asked: AskedMove[] = [];
  const doors = useDoors({
    movePoints: async (move) => {
      asked.push(move);
      return { moved: [] };
    },
  });
  beforeEach(() => void (asked.length = 0));

  const post = async (path: string, body: object, key = doors.fresh()) => {
    const answer = await doors.call('POST', path, { body, key });
    return { status: answer.status, body: answer.body as unknown as Answered & Record<string, unknown> };
  };
  const view = async (path: string) =>
    (await doors.call('GET', path)).body as unknown as Answered & Record<string, unknown>;
  const enrol = async () => {
    const card = doors.fresh();
    return { card, ...(await doors.enrol({ card, name: card })) };
  };
  const recognised = async (card: string) => {
    const identity = { kind: 'card' as const, value: card };
    const [answer] = await doors.process.enrollment.resolve([{ programme: 'tea-shop', identity }]);
    return answer && 'membership' in answer ? answer.membership : undefined;
  };
  const family = async () => {
    const [ann, bob] = [await enrol(), await enrol()];
    const { body } = await post('/v1/households', { members: [ann.member.id, bob.member.id], reason: 'a family' });
    const id = body.household?.id ?? '';
    const [account] = (await view(`/v1/households/${id}`)).accounts ?? [];
    return { ann, bob, id, account: account?.id ?? '' };
  };

  it('has one account, into which each of them earns under their own id', async () => {
    const { ann, bob, id, account } = await family();
    expect(asked).toMatchObject([
      { from: ann.account.id, to: account, members: [ann.member.id], whole: true },
      { from: bob.account.id, to: account, members: [bob.member.id], whole: true },
    ]);
    expect(await recognised(ann.card)).toMatchObject({ member: ann.member.id, account });
    expect(await recognised(bob.card)).toMatchObject({ member: bob.member.id, account });
    const anns = await view(`/v1/members/${ann.member.id}`);
    expect(anns).toMatchObject({
      member: { id: ann.member.id, name: ann.card, household: id },
      accounts: [{ id: account }],
    });
    const shared = await view(`/v1/households/${id}`);
    expect(shared.household).toEqual({ id, members: [ann.member.id, bob.member.id].toSorted() });
    const list = await doors.call('GET', '/v1/members?limit=500');
    expect(list.body.items.some((item) => item.id === id.replace('hhd_', 'mem_'))).toBe(false);
    expect((await doors.call('GET', `/v1/members/${id.replace('hhd_', 'mem_')}`)).status).toBe(404);
  });

  it('is nobody whom a door of members could erase: it can still be given points', async () => {
    const { id } = await family();
    const path = `/v1/members/${id.replace('hhd_', 'mem_')}/erase`;
    expect(await post(path, {})).toMatchObject({ status: 404, body: { code: 'member_not_found' } });
  });

  it('takes in one more, once, and nobody who is in one', async () => {
    const { ann, id, account } = await family();
    const cat = await enrol();
    const key = doors.fresh();
    const joined = await post(`/v1/households/${id}/members`, { member: cat.member.id, reason: 'a child' }, key);
    expect([joined.status, joined.body.household?.id, joined.body.status]).toEqual([201, id, 'done']);
    const again = await post(`/v1/households/${id}/members`, { member: cat.member.id, reason: 'a child' }, key);
    expect([again.status, again.body.repeated]).toEqual([200, true]);
    expect(asked.slice(2)).toMatchObject([{ from: cat.account.id, to: account }]);
    const twice = await post(`/v1/households/${id}/members`, { member: ann.member.id, reason: 'again' });
    expect(twice.body).toMatchObject({ code: 'member_in_household', household: id });
    expect((await post('/v1/households', { members: [cat.member.id], reason: 'other' })).body.code).toBe(
      'member_in_household',
    );
    const none = await post('/v1/households/hhd_none/members', { member: cat.member.id, reason: 'x' });
    expect([none.status, none.body.code]).toEqual([404, 'household_not_found']);
  });

  it('is left with one’s own lots, into one’s own account', async () => {
    const { ann, bob, id, account } = await family();
    const left = await post(`/v1/households/${id}/leave`, {
      member: ann.member.id,
      takes: 'own_lots',
      reason: 'moved out',
    });
    expect([left.status, left.body.status]).toEqual([201, 'done']);
    expect(asked.slice(2)).toMatchObject([
      { from: account, to: ann.account.id, members: [ann.member.id], whole: false, undoes: asked[0]?.move },
    ]);
    expect(await recognised(ann.card)).toMatchObject({ account: ann.account.id });
    expect(await recognised(bob.card)).toMatchObject({ account });
    const again = await post(`/v1/households/${id}/leave`, { member: ann.member.id, takes: 'nothing', reason: 'x' });
    expect([again.status, again.body.code]).toEqual([409, 'member_not_in_household']);
  });

  it('keeps all where a member leaves with nothing, who then has a new account', async () => {
    const { ann, id, account } = await family();
    await post(`/v1/households/${id}/leave`, { member: ann.member.id, takes: 'nothing', reason: 'moved out' });
    expect(asked).toHaveLength(2);
    const own = await recognised(ann.card);
    expect([account, ann.account.id]).not.toContain(own?.account);
    expect(own?.member).toBe(ann.member.id);
    // The ledger leads from the old account into the household's.
    expect(await doors.process.enrollment.findAccount(ann.account.id)).toMatchObject({ member: ann.member.id });
    expect((await post(`/v1/households/${id}/members`, { member: ann.member.id, reason: 'back' })).status).toBe(201);
    expect(asked.slice(2)).toMatchObject([{ from: own?.account, to: account }]);
  });

  it('must be left before a member becomes another one, and goes on with whoever another one becomes', async () => {
    const { ann, id, account } = await family();
    const cat = await enrol();
    const merging = { from: ann.member.id, into: cat.member.id, reason: 'one person' };
    expect((await post('/v1/members/merge', merging)).body).toMatchObject({
      code: 'member_in_household',
      household: id,
    });
    await post('/v1/members/merge', { from: cat.member.id, into: ann.member.id, reason: 'one person' });
    expect(await recognised(cat.card)).toMatchObject({ member: cat.member.id, account });
    const left = { member: ann.member.id, takes: 'own_lots', reason: 'moved out' };
    await post(`/v1/households/${id}/leave`, left);
    expect(asked.at(-1)?.members).toEqual([ann.member.id, cat.member.id]);
    expect(await recognised(cat.card)).toMatchObject({ account: ann.account.id });
  });

  it('is joined with a declaration of what is left behind, and a reason', async () => {
    const { ann, id } = await family();
    const undeclared = await post(`/v1/households/${id}/leave`, {
      member: ann.member.id,
      takes: 'everything',
      reason: 'x',
    });
    expect([undeclared.status, undeclared.body['errors']]).toMatchObject([400, [{ pointer: '/takes' }]]);
    expect((await post('/v1/households', { members: [], reason: 'x' })).status).toBe(400);
    expect((await post('/v1/households', { members: [ann.member.id] })).status).toBe(400);
  });
});

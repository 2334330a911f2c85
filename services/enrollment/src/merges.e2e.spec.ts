import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AskedMove, MoveAnswer } from './enrollment.module.js';
import { useDoors } from './testing/doors.fixture.js';
import { eventually } from './testing/enrollment.fixture.js';

interface Merged {
  readonly merge?: { readonly id: string };
  readonly unmerge?: { readonly id: string };
  readonly status: string;
  readonly code?: string;
}

const points = { wallet: 'points', available: 5n, held: 0n, pending: 0n, owed: 0n, gone: 0n };

describe('Members who turn out to be one', () => {
  const asked: AskedMove[] = [];
  let ledger: (move: AskedMove) => Promise<MoveAnswer>;
  const doors = useDoors({
    programmes: async () => ['tea-shop', 'cd-shop'],
    movePoints: async (move) => {
      asked.push(move);
      return ledger(move);
    },
  });
  beforeEach(() => {
    asked.length = 0;
    ledger = async () => ({ moved: [points] });
  });

  const enrol = async (programme = 'tea-shop') => {
    const card = doors.fresh();
    return { card, ...(await doors.enrol({ card, programme, name: card })) };
  };
  const merge = async (from: string, into: string, key = doors.fresh(), reason = 'one person, two cards') => {
    const { status, body } = await doors.call('POST', '/v1/members/merge', { body: { from, into, reason }, key });
    return { status, body: body as unknown as Merged & Record<string, unknown> };
  };
  const unmerge = async (id: string | undefined, key = doors.fresh()) => {
    const { status, body } = await doors.call('POST', '/v1/members/unmerge', {
      body: { merge: id, reason: 'two people after all' },
      key,
    });
    return { status, body: body as unknown as Merged & Record<string, unknown> };
  };
  const recognised = async (card: string, programme = 'tea-shop') => {
    const [answer] = await doors.process.enrollment.resolve([{ programme, identity: { kind: 'card', value: card } }]);
    return answer && 'membership' in answer ? answer.membership : undefined;
  };

  it('have one account, each under their own id, and the ledger is asked once', async () => {
    const [ann, bob] = [await enrol(), await enrol()];
    // Remembered, to be forgotten.
    await recognised(ann.card);
    const { status, body } = await merge(ann.member.id, bob.member.id);
    const moved = { wallet: 'points', available: 5, held: 0, pending: 0, owed: 0, gone: 0 };
    expect([status, body]).toEqual([
      201,
      {
        merge: { id: expect.stringMatching(/^mrg_/) },
        member: { id: bob.member.id },
        status: 'done',
        moved: [{ programme: 'tea-shop', from: ann.account.id, to: bob.account.id, ...moved }],
        waitsFor: [],
        repeated: false,
      },
    ]);
    expect(asked).toEqual([
      {
        move: expect.stringMatching(/^mov_/),
        programme: 'tea-shop',
        from: ann.account.id,
        to: bob.account.id,
        members: [ann.member.id],
        whole: true,
      },
    ]);
    expect(await recognised(ann.card)).toMatchObject({ member: ann.member.id, account: bob.account.id });
    expect(await recognised(bob.card)).toMatchObject({ member: bob.member.id, account: bob.account.id });
  });

  it('are found as one, by either id and either card', async () => {
    const [ann, bob] = [await enrol(), await enrol()];
    await merge(ann.member.id, bob.member.id);
    const view = await doors.call('GET', `/v1/members/${ann.member.id}`);
    expect(view.body.member).toMatchObject({ id: bob.member.id, name: bob.card, merged: [ann.member.id] });
    expect(view.body.member.identities.map(({ value }) => value)).toEqual([ann.card, bob.card]);
    expect(view.body.accounts.map(({ id }) => id)).toEqual([bob.account.id]);
    const looked = await doors.call('POST', '/v1/members/lookup', { body: { card: ann.card } });
    expect(looked.body).toEqual({ ...view.body, member: { ...view.body.member, referralCode: undefined } });
    const [card] = view.body.member.identities;
    const edited = await doors.call('PATCH', `/v1/members/${ann.member.id}`, { body: { name: 'B' }, key: 'edit-1' });
    expect([edited.status, edited.body.member.id]).toEqual([200, bob.member.id]);
    const removed = await doors.call('DELETE', `/v1/members/${bob.member.id}/identities/card/${card?.id}`, {
      key: 'remove-1',
    });
    expect(removed.status).toBe(200);
    expect(await recognised(ann.card)).toBeUndefined();
  });

  it('are asked for once, and named when something else is asked under the key', async () => {
    const [ann, bob, eve] = [await enrol(), await enrol(), await enrol()];
    const key = doors.fresh();
    const first = await merge(ann.member.id, bob.member.id, key);
    const again = await merge(ann.member.id, bob.member.id, key);
    expect([again.status, again.body]).toEqual([200, { ...first.body, repeated: true }]);
    expect(asked).toHaveLength(1);
    const other = await merge(eve.member.id, bob.member.id, key);
    expect([other.status, other.body.code]).toEqual([409, 'already_used_with_other_content']);
    expect((await merge(bob.member.id, bob.member.id)).body.code).toBe('members_are_one');
    expect((await merge(ann.member.id, eve.member.id)).body).toMatchObject({
      code: 'member_merged',
      into: bob.member.id,
    });
    expect((await merge('mem_nobody', eve.member.id)).status).toBe(404);
  });

  it('keep who did it and why', async () => {
    const [ann, bob] = [await enrol(), await enrol()];
    const { body } = await merge(ann.member.id, bob.member.id);
    await unmerge(body.merge?.id);
    const { rows } = await doors.database.pool.query<{ kind: string; actor: string; reason: string }>(
      'select kind, actor, reason from enrollment.standing_changes order by id desc limit 2',
    );
    expect(rows).toEqual([
      { kind: 'unmerge', actor: 'key_1', reason: 'two people after all' },
      { kind: 'merge', actor: 'key_1', reason: 'one person, two cards' },
    ]);
    const [undoneBy] = [expect.stringMatching(/^umg_/)];
    const said = { at: expect.any(String), actor: 'key_1', member: { id: ann.member.id }, into: { id: bob.member.id } };
    for (const { member } of [ann, bob]) {
      const told = await doors.call('GET', `/v1/members/${member.id}/changes`);
      expect([told.status, told.body]).toEqual([
        200,
        {
          items: [
            { ...said, id: body.merge?.id, kind: 'merge', reason: 'one person, two cards', undoneBy },
            { ...said, id: undoneBy, kind: 'unmerge', reason: 'two people after all', undoes: body.merge?.id },
          ],
        },
      ]);
    }
    const eve = await enrol();
    expect((await doors.call('GET', `/v1/members/${eve.member.id}/changes`)).body).toEqual({ items: [] });
    expect((await doors.call('GET', '/v1/members/mem_nobody/changes')).status).toBe(404);
  });

  it('part again: with their cards, and what these earned', async () => {
    const [ann, bob] = [await enrol(), await enrol()];
    const { body } = await merge(ann.member.id, bob.member.id);
    const parted = await unmerge(body.merge?.id);
    expect([parted.status, parted.body.status]).toEqual([201, 'done']);
    expect(asked[1]).toEqual({
      move: expect.stringMatching(/^mov_/),
      programme: 'tea-shop',
      from: bob.account.id,
      to: ann.account.id,
      members: [ann.member.id],
      whole: false,
      undoes: asked[0]?.move,
    });
    expect(await recognised(ann.card)).toMatchObject({ member: ann.member.id, account: ann.account.id });
    const view = await doors.call('GET', `/v1/members/${ann.member.id}`);
    expect(view.body.member).toMatchObject({ id: ann.member.id, name: ann.card });
    expect((await unmerge(body.merge?.id)).body).toMatchObject({
      code: 'merge_undone',
      unmerge: parted.body.unmerge?.id,
    });
    expect((await unmerge('mrg_nothing')).status).toBe(404);
    expect((await merge(ann.member.id, bob.member.id)).status).toBe(201);
  });

  it('are parted in the opposite order, and whoever was merged before goes along', async () => {
    const [ann, bob, cat] = [await enrol(), await enrol(), await enrol()];
    const first = await merge(ann.member.id, bob.member.id);
    const second = await merge(bob.member.id, cat.member.id);
    expect(asked[1]?.members).toEqual([bob.member.id, ann.member.id]);
    expect(await recognised(ann.card)).toMatchObject({ account: cat.account.id });
    const early = await unmerge(first.body.merge?.id);
    expect(early.body).toMatchObject({ code: 'merged_further', merge: second.body.merge?.id });
    await unmerge(second.body.merge?.id);
    expect(asked[2]).toMatchObject({ members: [bob.member.id, ann.member.id], whole: false });
    expect(await recognised(ann.card)).toMatchObject({ account: bob.account.id });
    await unmerge(first.body.merge?.id);
    expect(await recognised(ann.card)).toMatchObject({ account: ann.account.id });
  });

  it('have an account wherever one of them had one, and wherever they began to earn together', async () => {
    const [ann, bob] = [await enrol('cd-shop'), await enrol('tea-shop')];
    const { body } = await merge(ann.member.id, bob.member.id);
    const cds = await recognised(bob.card, 'cd-shop');
    expect(asked).toMatchObject([{ programme: 'cd-shop', from: ann.account.id, to: cds?.account }]);
    expect(await recognised(ann.card)).toMatchObject({ account: bob.account.id });
    await unmerge(body.merge?.id);
    const [cd, tea] = asked.slice(1).toSorted((one, other) => (one.programme < other.programme ? -1 : 1));
    expect(cd).toMatchObject({ programme: 'cd-shop', from: cds?.account, to: ann.account.id, undoes: asked[0]?.move });
    expect(tea).toMatchObject({ programme: 'tea-shop', from: bob.account.id });
    expect(tea).not.toHaveProperty('undoes');
    expect(await recognised(ann.card)).toMatchObject({ account: tea?.to });
  });

  it('join a programme as one', async () => {
    const [ann, bob] = [await enrol(), await enrol()];
    await merge(ann.member.id, bob.member.id);
    const [joined] = await doors.process.enrollment.enrol([
      { programme: 'cd-shop', identity: { kind: 'card', value: ann.card }, enrolledBy: 'purchase:till:1', at: 1 },
    ]);
    expect(joined?.member).toBe(ann.member.id);
    expect(await recognised(bob.card, 'cd-shop')).toMatchObject({ account: joined?.account });
  });

  it('are erased as one', async () => {
    const [ann, bob] = [await enrol(), await enrol()];
    await merge(ann.member.id, bob.member.id);
    const erased = await doors.call('POST', `/v1/members/${bob.member.id}/erase`, { key: doors.fresh() });
    expect(erased.status).toBe(200);
    expect(await recognised(ann.card)).toBeUndefined();
    expect((await doors.call('GET', `/v1/members/${ann.member.id}`)).status).toBe(410);
  });

  it('are answered while the ledger cannot be asked, which it is until it has answered', async () => {
    const [ann, bob] = [await enrol(), await enrol()];
    ledger = async () => Promise.reject(new Error('away'));
    const key = doors.fresh();
    const { status, body } = await merge(ann.member.id, bob.member.id, key);
    expect([status, body.status, body['moved']]).toEqual([201, 'moving', []]);
    expect(await recognised(ann.card)).toMatchObject({ account: bob.account.id });
    ledger = async () => ({ moved: [points] });
    await eventually(async () => (await merge(ann.member.id, bob.member.id, key)).body.status === 'done', 10_000);
    expect(new Set(asked.map(({ move }) => move)).size).toBe(1);
  });

  it('wait for holds that keep what is to go, and say which', async () => {
    const [ann, bob] = [await enrol(), await enrol()];
    const { body } = await merge(ann.member.id, bob.member.id);
    ledger = async () => ({ held: [{ hold: 'red_1', points: 3n, lapsesAt: Date.UTC(2026, 0, 5) }] });
    const key = doors.fresh();
    const parted = await unmerge(body.merge?.id, key);
    expect(parted.body).toMatchObject({
      status: 'waiting',
      waitsFor: [{ hold: 'red_1', points: 3, lapsesAt: '2026-01-05T00:00:00Z' }],
    });
    ledger = async () => ({ moved: [points] });
    await eventually(async () => (await unmerge(body.merge?.id, key)).body.status === 'done', 10_000);
  });

  it('need a key, a reason and the right to write', async () => {
    const body = { from: 'mem_1', into: 'mem_2', reason: 'x' };
    expect((await doors.call('POST', '/v1/members/merge', { body })).body.code).toBe('idempotency_key_required');
    const scopes = ['members:read'];
    expect((await doors.call('POST', '/v1/members/merge', { body, key: 'k', scopes })).status).toBe(403);
    const unreasoned = await doors.call('POST', '/v1/members/merge', { body: { ...body, reason: '' }, key: 'k' });
    expect([unreasoned.status, unreasoned.body.errors[0]?.pointer]).toEqual([400, '/reason']);
  });
});

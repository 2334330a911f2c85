import { describe, expect, it } from '@jest/globals';
import { eventually } from './testing/enrollment.fixture.js';
import { useDoors } from './testing/doors.fixture.js';

describe('The identities of a member', () => {
  const doors = useDoors();
  const { call, fresh, enrolWithCard, strangerOf } = doors;

  it('are added once, found at once, and removed', async () => {
    const { member } = await enrolWithCard();
    const card = fresh();
    const path = `/v1/members/${member.id}/identities`;
    const key = fresh();
    const added = await call('POST', path, { body: { card }, key });
    expect(added).toMatchObject({
      status: 201,
      body: { identity: { kind: 'card', id: expect.stringMatching(/^idn_/) }, repeated: false },
    });
    expect((await call('POST', path, { body: { card }, key })).body).toEqual({ ...added.body, repeated: true });
    expect((await call('POST', path, { body: { card }, key: fresh() })).body).toEqual({
      ...added.body,
      repeated: true,
    });
    expect((await call('POST', '/v1/members/lookup', { body: { card } })).body.member.id).toBe(member.id);

    const removal = `${path}/card/${added.body.identity.id}`;
    const removeKey = fresh();
    expect(await call('DELETE', removal, { key: removeKey })).toMatchObject({ status: 200, body: { repeated: false } });
    expect(await call('DELETE', removal, { key: removeKey })).toMatchObject({ status: 200, body: { repeated: true } });
    expect((await call('DELETE', removal, { key: fresh() })).body.code).toBe('identity_not_found');
    expect((await call('POST', '/v1/members/lookup', { body: { card } })).body.code).toBe('member_not_found');
  });

  it('are one person’s only', async () => {
    const [one, other] = [await enrolWithCard(), await enrolWithCard()];
    const answer = await call('POST', `/v1/members/${other.member.id}/identities`, {
      body: { card: one.card },
      key: fresh(),
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'identity_taken', kinds: ['card'] } });
  });

  it('of another member, or of another kind, cannot be removed', async () => {
    const [one, other] = [await enrolWithCard(), await enrolWithCard()];
    const view = await call('GET', `/v1/members/${one.member.id}`);
    const id = view.body.member.identities[0]?.id;
    for (const path of [
      `${other.member.id}/identities/card/${id}`,
      `${one.member.id}/identities/phone/${id}`,
      `${one.member.id}/identities/shoe/${id}`,
    ]) {
      expect((await call('DELETE', `/v1/members/${path}`, { key: fresh() })).body.code).toBe('identity_not_found');
    }
  });

  it('bring along what waited under them, also on a repeat of a stranger’s id', async () => {
    const { member } = await enrolWithCard();
    const card = fresh();
    const stranger = await strangerOf(card);
    const key = fresh();
    const path = `/v1/members/${member.id}/identities`;
    const added = await call('POST', path, { body: { card }, key });
    expect((await call('POST', path, { body: { card }, key })).body.identity).toEqual(added.body.identity);
    await eventually(() => doors.process.claims.some((claim) => claim.member === member.id));
    expect(doors.process.claims.find((claim) => claim.member === member.id)?.strangers).toEqual([stranger]);
  });

  it('are a hundred at most', async () => {
    const { member } = await enrolWithCard();
    const path = `/v1/members/${member.id}/identities`;
    for (let count = 1; count < 100; count += 1) await call('POST', path, { body: { token: fresh() }, key: fresh() });
    expect(await call('POST', path, { body: { token: fresh() }, key: fresh() })).toMatchObject({
      status: 409,
      body: { code: 'too_many_identities', max: 100 },
    });
  });
});

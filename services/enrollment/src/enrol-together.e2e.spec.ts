import { describe, expect, it } from '@jest/globals';
import { useDoors } from './testing/doors.fixture.js';

describe('Enrolling many at the same time', () => {
  const doors = useDoors();
  const { call, fresh } = doors;
  const enrol = (body: object, key = fresh()) => call('POST', '/v1/members', { body, key });
  const statuses = (answers: readonly { readonly status: number }[]) => answers.map(({ status }) => status).sort();

  it('answers each for itself: who is new, who asks again, and who brings what is another’s', async () => {
    const [again, shared] = [fresh(), fresh()];
    const cards = Array.from({ length: 5 }, fresh);
    const [alone, repeats, rivals] = await Promise.all([
      Promise.all(cards.map((card) => enrol({ card }))),
      Promise.all(cards.map(() => enrol({ token: again }, again))),
      Promise.all(cards.map((card) => enrol({ card: shared, token: `of ${card}` }))),
    ]);
    expect(statuses(alone)).toEqual([201, 201, 201, 201, 201]);
    expect(statuses(repeats)).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(repeats.map(({ body }) => body['member'].id)).size).toBe(1);
    expect(statuses(rivals)).toEqual([201, 409, 409, 409, 409]);

    // Nothing of a refusal stands: what was free stays free.
    const lost = cards.filter((_, at) => rivals[at]?.status === 409);
    expect(statuses(await Promise.all(lost.map((card) => enrol({ token: `of ${card}` }))))).toEqual([
      201, 201, 201, 201,
    ]);
  });

  it('finds each by its own identity', async () => {
    const members = await Promise.all(Array.from({ length: 8 }, () => doors.enrolWithCard()));
    const found = await Promise.all(
      members.map(({ card }) => call('POST', '/v1/members/lookup', { body: { card }, key: fresh() })),
    );
    expect(found.map(({ body }) => body['member'].id)).toEqual(members.map((one) => Object(one)['member'].id));
    const nobody = await call('POST', '/v1/members/lookup', { body: { card: fresh() }, key: fresh() });
    expect(nobody.status).toBe(404);
  });
});

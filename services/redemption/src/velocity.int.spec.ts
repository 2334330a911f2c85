import { describe, expect, it } from '@jest/globals';
import { processesOnPostgres } from './testing/processes.fixture.js';
import { anOrder, teaProgramme } from './testing/shop.fixture.js';

const velocity = (then: string, of = 'member') => [
  teaProgramme(`velocity:
  limits:
    - { id: burst, on: redemptions, of: ${of}, within: P1D, times: 7, then: ${then} }`),
];

describe('Velocity limits on PostgreSQL, in two processes', () => {
  const processes = processesOnPostgres();

  const count = (answers: readonly { status: number; body: { code?: string; redemption?: { status: string } } }[]) => {
    const counts: Record<string, number> = {};
    for (const { status, body } of answers) {
      const outcome = `${status} ${body.code ?? body.redemption?.status ?? ''}`.trim();
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    return counts;
  };
  const ask = (apps: Awaited<ReturnType<typeof processes.openTwo>>, times: number) =>
    Promise.all(
      Array.from({ length: times }, (_, at) => apps[at % 2 === 0 ? 0 : 1].call('POST', '/v1/redemptions', anOrder(1))),
    );

  it.each(['member', 'till'])('let exactly as many through as they name, by %s', async (of) => {
    const apps = await processes.openTwo(100, velocity('refuse', of));
    expect(count(await ask(apps, 60))).toEqual({ '201 authorised': 7, '409 velocity_limit_reached': 53 });
    expect((await apps[0].shop.store.verify()).ok).toBe(true);
  });

  it('hold exactly what is beyond them, and each process decides about what the other one held', async () => {
    const apps = await processes.openTwo(100, velocity('review'));
    expect(count(await ask(apps, 20))).toEqual({ '201 authorised': 7, '201 in_review': 13 });
    const { items } = (await apps[1].call('GET', '/v1/reviews?status=open')).body;
    expect(items).toHaveLength(13);
    const verdicts = await Promise.all(
      (items as { id: string }[]).flatMap(({ id }) => [
        apps[0].call('POST', `/v1/reviews/${id}/release`, { reason: 'known' }),
        apps[1].call('POST', `/v1/reviews/${id}/reject`, { reason: 'not known' }),
      ]),
    );
    expect(count(verdicts)).toEqual({ '201': 13, '409 review_closed': 13 });
    for (const [at, { id, redemption }] of (items as { id: string; redemption: string }[]).entries()) {
      const { status } = verdicts[2 * at] ?? { status: 0 };
      const path = `/v1/redemptions/${redemption}/capture`;
      const captured = await Promise.all(apps.map((app) => app.call('POST', path)));
      expect([id, ...captured.map((answer) => answer.status).sort()]).toEqual(
        status === 201 ? [id, 200, 201] : [id, 409, 409],
      );
    }
    expect((await apps[0].call('GET', '/v1/reviews?status=open')).body.items).toEqual([]);
    expect((await apps[0].shop.store.verify()).ok).toBe(true);
  });
});

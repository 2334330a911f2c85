import { describe, expect, it } from '@jest/globals';
import { processesOnPostgres } from './testing/processes.fixture.js';
import { anOrder } from './testing/shop.fixture.js';

describe('Redemption on PostgreSQL, in two processes', () => {
  const processes = processesOnPostgres();

  const count = (answers: readonly { status: number; body: { code?: string } }[]) => {
    const counts: Record<string, number> = {};
    for (const { status, body } of answers) {
      const outcome = `${status} ${body.code ?? ''}`.trim();
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    return counts;
  };

  it('lets exactly as many authorisations through as there are points for', async () => {
    const apps = await processes.openTwo(100);
    const asked = Array.from({ length: 60 }, (_, at) =>
      apps[at % 2 === 0 ? 0 : 1].call('POST', '/v1/redemptions', anOrder(10)),
    );
    expect(count(await Promise.all(asked))).toEqual({ '201': 10, '409 insufficient_points': 50 });
    expect((await apps[0].shop.store.verify()).ok).toBe(true);
  });

  it('takes the same redemption once, whoever is asked, and after a restart', async () => {
    const apps = await processes.openTwo(10);
    const sent = anOrder(10);
    const twice = await Promise.all(apps.map((app) => app.call('POST', '/v1/redemptions', sent)));
    expect(count(twice)).toEqual({ '200': 1, '201': 1 });
    expect(twice[0]?.body.redemption).toEqual(twice[1]?.body.redemption);
    const third = await processes.open();
    const again = await third.call('POST', '/v1/redemptions', sent);
    expect([again.status, again.body.redemption]).toEqual([200, twice[0]?.body.redemption]);
    const other = await third.call('POST', '/v1/redemptions', { ...sent, order: 'other' });
    expect(other.body).toMatchObject({ code: 'already_used_with_other_content' });
  });

  it('either captures or voids', async () => {
    const apps = await processes.openTwo(100);
    for (let order = 0; order < 5; order += 1) {
      const { body } = await apps[0].call('POST', '/v1/redemptions', anOrder(10));
      const path = `/v1/redemptions/${body.redemption.id}`;
      const both = [apps[0].call('POST', `${path}/capture`), apps[1].call('POST', `${path}/void`)];
      expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([201, 409]);
    }
  });

  it('never gives back more than was spent', async () => {
    const apps = await processes.openTwo(100);
    const { body } = await apps[0].call('POST', '/v1/redemptions', anOrder(100, { capture: true }));
    const refunds = Array.from({ length: 12 }, (_, at) =>
      apps[at % 2 === 0 ? 0 : 1].call(
        'POST',
        `/v1/redemptions/${body.redemption.id}/refund`,
        { points: [{ wallet: 'points', points: 10 }] },
        { 'Idempotency-Key': `r${at}` },
      ),
    );
    expect(count(await Promise.all(refunds))).toEqual({ '201': 10, '409 redemption_refunded': 2 });
  });

  it('meets a void that comes at the same time, and holds nothing then', async () => {
    const apps = await processes.openTwo(100);
    const orders = Array.from({ length: 8 }, () => anOrder(10));
    await Promise.all(
      orders.map(async ({ source, externalId, ...sent }) => {
        const named = { source, externalId };
        const [asked, voided] = await Promise.all([
          apps[0].call('POST', '/v1/redemptions', { ...sent, ...named }),
          apps[1].call('POST', '/v1/redemptions/void', named),
        ]);
        expect([201, 409]).toContain(asked.status);
        expect(voided.status).toBe(asked.status === 201 ? 201 : 202);
      }),
    );
    const { balance } = (await apps[0].call('POST', '/v1/redemptions?dryRun=true', anOrder(100))).body;
    expect(balance[0]).toMatchObject({ available: 0, held: 100 });
  });
});

import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Reconciler } from './application/reconcile.js';
import type { App } from './testing/app.fixture.js';
import { PaymentProvider, seeded } from './testing/payment-provider.js';
import { aPayout, cash } from './testing/payouts.fixture.js';
import { processesOnPostgres } from './testing/processes.fixture.js';
import { earnPoints, TEA } from './testing/shop.fixture.js';

const KEYS = [Buffer.alloc(32, 5)];
const WAIT_MS_MAX = 150_000;
const PAYOUTS = 20;

interface Listed {
  readonly id: string;
  readonly status: string;
  readonly endedAt: string | null;
  readonly amount: string;
}

describe('Payouts on PostgreSQL, in two processes, by a provider that misbehaves', () => {
  const processes = processesOnPostgres();

  const listed = async (app: App): Promise<readonly Listed[]> =>
    (await app.call('GET', '/v1/payouts?limit=1000')).body.items;

  async function untilEnded(app: App, count: number): Promise<readonly Listed[]> {
    for (const giveUpAt = Date.now() + WAIT_MS_MAX; ; await setTimeout(100)) {
      const all = await listed(app);
      const open = all.filter(({ endedAt }) => endedAt === null);
      if (all.length === count && open.length === 0) return all;
      if (Date.now() <= giveUpAt) continue;
      const { rows } = await processes.database.pool.query(
        'select *, now() from redemption.payouts where ended_at is null',
      );
      throw new Error(`held for ever: ${JSON.stringify(rows)}`);
    }
  }

  it.each([1, 2, 3])('are paid at most once, and exactly where we say so (seed %d)', async (seed) => {
    const apps: App[] = [];
    const provider = new PaymentProvider({
      keys: KEYS,
      random: seeded(seed),
      misbehaves: 0.4,
      slowMs: 1_000,
      settlesWithinMs: 400,
      callbackUrls: () => apps.map(({ url }) => `${url}/v1/payouts/callbacks`),
    });
    const payouts = { url: await provider.listen(), keys: KEYS, timeoutMs: 600, askAgainAfterMs: 20 };
    const owner = processes.members.join(TEA, '4007');
    apps.push(await processes.open({ payouts }), await processes.open({ payouts }));
    const [one, other] = apps as [App, App];
    await earnPoints(one.shop.store, owner, { points: PAYOUTS * 100 });
    await one.call('PUT', '/v1/rewards/cash?reason=as+agreed', cash());
    const asked = await Promise.all(
      Array.from({ length: PAYOUTS }, async (_, at) => {
        const sent = aPayout(100);
        // Every third is asked for twice at once, as by a till that has timed out.
        const [first] = await Promise.all(
          [one, ...(at % 3 === 0 ? [other] : [])].map((app) => app.call('POST', '/v1/payouts', sent)),
        );
        return first?.body.payout.id as string;
      }),
    );
    expect(new Set(asked).size).toBe(PAYOUTS);

    const all = await untilEnded(one, PAYOUTS);
    const paid = provider.payments.map(({ id }) => id).sort();
    expect(paid).toEqual([...new Set(paid)]);
    expect(
      all
        .filter(({ status }) => status === 'settled')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(paid);
    expect(all.filter(({ status }) => status !== 'settled').map(({ status }) => status)).toEqual(
      Array.from({ length: PAYOUTS - paid.length }, () => 'failed'),
    );
    expect(provider.shown.size).toBeGreaterThan(6);
    const { balance } = (await one.call('POST', '/v1/redemptions?dryRun=true', { ...aRedemption(), capture: true }))
      .body;
    expect(balance[0]).toMatchObject({ available: (PAYOUTS - paid.length) * 100 - 1, held: 0 });
    expect(await Reconciler.fromTheStart(one.shop.store).catchUp()).toEqual([]);
    expect((await other.shop.store.verify()).ok).toBe(true);
    const { rows } = await processes.database.pool.query('select id from redemption.payout_destinations');
    expect(rows).toEqual([]);
    await provider.close();
  });

  it('go on after everything was down, and with an index that was lost', async () => {
    const apps: App[] = [];
    const provider = new PaymentProvider({
      keys: KEYS,
      random: seeded(9),
      misbehaves: 0,
      slowMs: 500,
      settlesWithinMs: 10,
      callbackUrls: () => [],
    });
    const url = await provider.listen();
    const owner = processes.members.join(TEA, '4007');
    // Nobody answers there: the payout is sent, and what became of it is not known.
    apps.push(await processes.open({ payouts: { url: 'http://127.0.0.1:1', keys: KEYS, askAgainAfterMs: 600_000 } }));
    const [first] = apps as [App];
    await earnPoints(first.shop.store, owner, { points: 1_000 });
    await first.call('PUT', '/v1/rewards/cash?reason=as+agreed', cash());
    const { id } = (await first.call('POST', '/v1/payouts', aPayout(100))).body.payout;
    const status = async (app: App) => (await app.call('GET', `/v1/payouts/${id}`)).body.payout.status as string;
    for (const giveUpAt = Date.now() + WAIT_MS_MAX; (await status(first)) !== 'sent'; await setTimeout(50)) {
      if (Date.now() > giveUpAt) throw new Error(await status(first));
    }
    await processes.close(first);
    await processes.database.pool.query('truncate redemption.payouts, redemption.payouts_followed');
    const second = await processes.open({ payouts: { url, keys: KEYS, askAgainAfterMs: 50 } });
    const [ended] = await untilEnded(second, 1);
    expect(provider.payments.map((payment) => payment.id)).toEqual(ended?.status === 'settled' ? [id] : []);
    await provider.close();
  });
});

function aRedemption() {
  return { source: 'end', externalId: 'end', member: { card: '4007' }, points: [{ wallet: 'points', points: 1 }] };
}

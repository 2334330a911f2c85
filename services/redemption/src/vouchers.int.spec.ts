import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startSource } from '@loyalty/testing';
import { describe, expect, it } from '@jest/globals';
import { Reconciler } from './application/reconcile.js';
import type { App } from './testing/app.fixture.js';
import { aMug, aMugFor } from './testing/rewards.fixture.js';
import { processesOnPostgres } from './testing/processes.fixture.js';
import { earnPoints, TEA } from './testing/shop.fixture.js';

const TILLS = 50;

describe('Vouchers on PostgreSQL, in two processes', () => {
  const processes = processesOnPostgres();

  async function fromManyTills(apps: readonly App[], code: string): Promise<Record<string, number>> {
    const answers = await Promise.all(
      Array.from({ length: TILLS }, async (_, at) => {
        const use = { code, source: `till-${at}`, externalId: 'U', member: { card: '4007' } };
        const { status, body } = (await apps[at % apps.length]?.call('POST', '/v1/vouchers/use', use)) ?? {};
        return `${status} ${body.code ?? ''}`.trim();
      }),
    );
    const counts: Record<string, number> = {};
    for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
    return counts;
  }

  it('are used once from fifty tills, whether they were given, bought or lay in a pool', async () => {
    const owner = processes.members.join(TEA, '4007');
    const apps = [await processes.open(), await processes.open()] as const;
    await earnPoints(apps[0].shop.store, owner, { points: 100 });
    const once50 = { '201': 1, '409 voucher_used': TILLS - 1 };

    const given = await apps[0].call('POST', '/v1/vouchers', { reason: 'a gift' }, { 'Idempotency-Key': 'g' });
    expect(await fromManyTills(apps, given.body.voucher.code)).toEqual(once50);

    await apps[0].call('PUT', '/v1/rewards/tea?reason=as+agreed', aMug({ kind: 'voucher' }));
    const bought = await apps[1].call('POST', '/v1/redemptions', aMugFor({ capture: true }, 'tea'));
    expect(await fromManyTills(apps, bought.body.redemption.reward.voucher.code)).toEqual(once50);

    await apps[0].call('PUT', '/v1/voucher-pools/summer?reason=as+agreed', { programme: TEA, size: 1 });
    const pool = await apps[1].call('GET', '/v1/voucher-pools/summer/codes');
    expect(await fromManyTills(apps, pool.body.items[0])).toEqual(once50);

    expect(await Reconciler.fromTheStart(apps[0].shop.store).catchUp()).toEqual([]);
    expect((await apps[0].shop.store.verify()).ok).toBe(true);
  });

  it('are either used or refunded, never both', async () => {
    const owner = processes.members.join(TEA, '4007');
    const apps = [await processes.open(), await processes.open()] as const;
    await earnPoints(apps[0].shop.store, owner, { points: 100 });
    await apps[0].call('PUT', '/v1/rewards/tea?reason=as+agreed', aMug({ kind: 'voucher' }));
    for (let round = 0; round < 8; round += 1) {
      const { body } = await apps[0].call('POST', '/v1/redemptions', aMugFor({ capture: true }, 'tea'));
      const { code } = body.redemption.reward.voucher;
      const path = `/v1/redemptions/${body.redemption.id}/refund`;
      const use = { code, source: 'till-1', externalId: `U-${round}`, member: { card: '4007' } };
      const both = [
        apps[round % 2 === 0 ? 0 : 1].call('POST', '/v1/vouchers/use', use),
        apps[round % 2 === 0 ? 1 : 0].call('POST', path, undefined, { 'Idempotency-Key': `R-${round}` }),
      ];
      expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([201, 409]);
    }
    expect(await Reconciler.fromTheStart(apps[1].shop.store).catchUp()).toEqual([]);
  });

  it('of a pool whose process is killed are there in part, and the same put ends it', async () => {
    const app = await processes.open();
    const main = fileURLToPath(new URL('./testing/generate-pool.features.ts', import.meta.url));
    const child = startSource(main, [processes.database.url, '5000000']);
    await once(child.stdout, 'data');
    const generated = async (): Promise<number> =>
      (await app.call('GET', '/v1/voucher-pools/summer')).body.pool?.generated ?? 0;
    while ((await generated()) === 0) await setTimeout(20);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;

    const left = await generated();
    expect(left).toBeLessThan(5_000_000);
    const count = async () => {
      const { rows } = await processes.database.pool.query(
        'select count(*)::int as count from redemption.voucher_codes',
      );
      return rows[0]?.count as number;
    };
    expect(await count()).toBe(left);
    const size = left + 12_345;
    const validFrom = '2026-01-01T00:00:00Z';
    const { body } = await app.call('PUT', '/v1/voucher-pools/summer?reason=as+agreed', {
      programme: TEA,
      size,
      validFrom,
    });
    expect([body.pool.generated, await count()]).toEqual([size, size]);
    const last = await app.call('GET', `/v1/voucher-pools/summer/codes?after=${size - 1}`);
    const use = { code: last.body.items[0], source: 'till-1', externalId: 'U' };
    expect((await app.call('POST', '/v1/vouchers/use', use)).status).toBe(201);
  });

  it('take a code of a list that two add at once into one pool', async () => {
    const apps = [await processes.open(), await processes.open()] as const;
    await apps[0].call('PUT', '/v1/voucher-pools/list?reason=as+agreed', { programme: TEA });
    const codes = Array.from({ length: 2_000 }, (_, at) => ({ code: `IMPORTED-${at}` }));
    const both = await Promise.all(
      apps.map((app) => app.call('POST', '/v1/voucher-pools/list/codes', { codes, reason: 'bought' })),
    );
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(both[0]?.body.added + both[1]?.body.added).toBe(2_000);
  });
});

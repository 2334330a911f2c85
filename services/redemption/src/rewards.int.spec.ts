import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startSource } from '@loyalty/testing';
import { describe, expect, it } from '@jest/globals';
import { Reconciler } from './application/reconcile.js';
import type { App } from './testing/app.fixture.js';
import { aMug, aMugFor } from './testing/rewards.fixture.js';
import { processesOnPostgres } from './testing/processes.fixture.js';
import { earnPoints, TEA } from './testing/shop.fixture.js';

describe('Rewards on PostgreSQL, in two processes', () => {
  const processes = processesOnPostgres();

  const storeOf = (app: App) => app.shop.store;
  const stock = async (app: App) => (await app.call('GET', '/v1/rewards/mug')).body.reward.stock;

  it('sell exactly what is in stock to members who ask at once, and it comes back', async () => {
    const apps = await processes.openTwo(10_000);
    const cards = Array.from({ length: 20 }, (_, at) => `50${at}`);
    for (const card of cards) await earnPoints(storeOf(apps[0]), processes.members.join(TEA, card), { points: 100 });
    await apps[0].call('PUT', '/v1/rewards/mug?reason=as+agreed', aMug({ stock: 5 }));
    const asked = Array.from({ length: 60 }, (_, at) =>
      apps[at % 2 === 0 ? 0 : 1].call('POST', '/v1/redemptions', aMugFor({ member: { card: cards[at % 20] ?? '' } })),
    );
    const answers = await Promise.all(asked);
    const sold = answers.filter(({ status }) => status === 201);
    expect([sold.length, answers.filter(({ body }) => body.code === 'out_of_stock').length]).toEqual([5, 55]);
    expect(await stock(apps[1])).toEqual({ supply: 5, left: 0, held: 5, kept: 0 });

    const steps = sold.map(({ body }, at) => {
      const path = `/v1/redemptions/${body.redemption.id}`;
      return [0, 1].map((app) =>
        apps[app === 0 ? 0 : 1].call('POST', `${path}/${(at + app) % 2 === 0 ? 'capture' : 'void'}`),
      );
    });
    const done = (await Promise.all(steps.flat())).filter(({ status }) => status === 201);
    expect(done).toHaveLength(5);
    const kept = done.filter(({ body }) => body.redemption.status === 'captured').length;
    expect(await stock(apps[0])).toEqual({ supply: 5, left: 5 - kept, held: 0, kept });
    expect(await Reconciler.fromTheStart(storeOf(apps[0])).catchUp()).toEqual([]);
    expect((await storeOf(apps[1]).verify()).ok).toBe(true);
  });

  it('give one member no more than the limit, through either', async () => {
    const apps = await processes.openTwo(10_000);
    await apps[0].call('PUT', '/v1/rewards/mug?reason=as+agreed', aMug({ limit: { times: 2, per: 'P1D' } }));
    const asked = Array.from({ length: 20 }, (_, at) =>
      apps[at % 2 === 0 ? 0 : 1].call('POST', '/v1/redemptions', aMugFor({ capture: true })),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(answers.filter(({ body }) => body.code === 'reward_limit_reached')).toHaveLength(18);
  });

  it('are there as a whole or not at all when a process is killed while it puts one, and the same put ends it', async () => {
    const apps = await processes.openTwo(10_000);
    const main = fileURLToPath(new URL('./testing/put-and-die.features.ts', import.meta.url));
    const child = startSource(main, [processes.database.url]);
    const [code, signal] = await once(child, 'exit');
    expect([code, signal]).toEqual([null, 'SIGKILL']);

    expect((await apps[0].call('GET', '/v1/rewards/mug')).status).toBe(404);
    expect((await apps[0].call('POST', '/v1/redemptions', aMugFor())).body.code).toBe('reward_not_found');
    await apps[1].call('PUT', '/v1/rewards/mug?reason=as+agreed', aMug({ stock: 5 }));
    expect(await stock(apps[0])).toEqual({ supply: 5, left: 5, held: 0, kept: 0 });
  });

  it('that are not as their redemptions say are named', async () => {
    const apps = await processes.openTwo(10_000);
    await apps[0].call('PUT', '/v1/rewards/mug?reason=as+agreed', aMug({ stock: 5 }));
    const { body } = await apps[0].call('POST', '/v1/redemptions', aMugFor({ capture: true }));
    const { rowCount } = await processes.database.pool.query(
      `update ledger.events set payload = replace(payload, $1, 'red_another')
       where type like 'RewardTaken%' and category = 'stock'`,
      [body.redemption.id],
    );
    expect(rowCount).toBe(1);
    const found = await Reconciler.fromTheStart(storeOf(apps[0])).catchUp();
    expect(found).toEqual(
      expect.arrayContaining([
        { redemption: body.redemption.id, movement: 'taken from stock', wallet: 'mug', recorded: 1n, booked: 0n },
        { redemption: 'red_another', movement: 'taken from stock', wallet: 'mug', recorded: 0n, booked: 1n },
      ]),
    );
  });
});

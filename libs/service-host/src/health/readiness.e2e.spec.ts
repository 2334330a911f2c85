import { describe, expect, it } from '@jest/globals';
import { openShop } from '../testing/open-shop.fixture.js';
import { Readiness } from './readiness.js';
import { Module } from '@nestjs/common';

describe('Readiness', () => {
  it('is given when nothing is registered, or all that is says so', async () => {
    const readiness = new Readiness();
    expect(await readiness.report()).toEqual({ ready: true, checks: {} });
    readiness.register({ name: 'database', check: async () => undefined });
    expect(await readiness.report()).toEqual({ ready: true, checks: { database: 'ok' } });
  });

  it('names what is not ready and why, and does not repeat what an exception says', async () => {
    const readiness = new Readiness();
    readiness.register({ name: 'balance', check: async () => '1,200 events behind' });
    readiness.register({ name: 'store', check: () => Promise.reject(new Error('password wrong for 10.0.0.7')) });
    readiness.register({ name: 'clock', check: async () => undefined });
    expect(await readiness.report()).toEqual({
      ready: false,
      checks: { balance: '1,200 events behind', store: 'the check failed', clock: 'ok' },
    });
  });

  it('is not given by a part that does not answer in time', async () => {
    const readiness = new Readiness();
    readiness.register({ name: 'store', check: () => new Promise(() => undefined) });
    expect(await readiness.report()).toEqual({ ready: false, checks: { store: 'no answer within 2000 ms' } });
  });

  it('is told by HTTP status; being alive is another question', async () => {
    let behind: string | undefined = 'still replaying';

    @Module({})
    class BalanceModule {
      constructor(readiness: Readiness) {
        readiness.register({ name: 'balance', check: async () => behind });
      }
    }

    const shop = await openShop({}, BalanceModule);
    const waiting = await shop.call('GET', '/health/ready');
    expect(waiting.status).toBe(503);
    expect(waiting.body).toMatchObject({
      code: 'not_ready',
      detail: 'Waiting for balance.',
      checks: { balance: 'still replaying' },
    });
    expect((await shop.call('GET', '/health/live')).status).toBe(200);
    behind = undefined;
    expect((await shop.call('GET', '/health/ready')).body).toEqual({ status: 'ready', checks: { balance: 'ok' } });
    await shop.close();
  });
});

import { Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { Jobs } from '../jobs/jobs.js';
import { openShop } from '../testing/open-shop.fixture.js';
import { TeaShopController, TeaShopModule } from '../testing/tea-shop.fixture.js';
import { CLOCK, type Clock } from '../time/clock.js';

describe('The app', () => {
  it('gives every request an id, and keeps a caller’s own where it is a sane one', async () => {
    const shop = await openShop();
    const own = await shop.call('GET', '/health/live', { headers: { 'X-Request-Id': 'till-7:000123' } });
    expect(own.headers.get('X-Request-Id')).toBe('till-7:000123');
    for (const id of ['with space', 'x'.repeat(129), '{"json":1}']) {
      const { headers } = await shop.call('GET', '/health/live', { headers: { 'X-Request-Id': id } });
      expect(headers.get('X-Request-Id')).toMatch(/^[0-9a-z]{16}-[0-9a-z]+$/);
    }
    await shop.close();
  });

  it('marks a repeat in the status and in a header', async () => {
    const shop = await openShop();
    const first = await shop.call('POST', '/v1/deliveries', { body: { source: 'once', chests: [] } });
    expect([first.status, first.headers.get('Idempotency-Hit')]).toEqual([201, null]);
    const again = await shop.call('POST', '/v1/deliveries', { body: { source: 'again', chests: [] } });
    expect([again.status, again.headers.get('Idempotency-Hit')]).toEqual([200, 'true']);
    await shop.close();
  });

  it('asks for an Idempotency-Key where one is needed', async () => {
    const shop = await openShop();
    const refill = (headers: Record<string, string>) => shop.call('POST', '/v1/refills', { body: {}, headers });
    expect((await refill({ 'Idempotency-Key': 'r-1' })).body).toEqual({ key: 'r-1' });
    expect((await refill({})).body).toMatchObject({ status: 400, code: 'idempotency_key_required' });
    for (const key of ['with space', 'x'.repeat(256)]) {
      expect((await refill({ 'Idempotency-Key': key })).body).toMatchObject({
        code: 'invalid_request',
        errors: [{ pointer: '/Idempotency-Key', code: 'bad_format' }],
      });
    }
    await shop.close();
  });

  it('hands NDJSON through as a stream that is longer than any body may be', async () => {
    const shop = await openShop();
    const text = `${JSON.stringify({ tea: 'x'.repeat(1_000) })}\n`.repeat(6_000);
    const { body } = await shop.call('POST', '/v1/batch', { text, contentType: 'application/x-ndjson' });
    expect(body).toEqual({ bytes: text.length });
    await shop.close();
  });

  it('logs a request in one line, without its query, its body or its key', async () => {
    const shop = await openShop();
    await shop.call('GET', '/v1/orders?limit=3', { key: 'reader' });
    await shop.close();
    const lines = shop.logged.filter(({ msg }) => msg === 'request');
    expect(lines).toEqual([
      expect.objectContaining({ level: 'debug', method: 'GET', route: '/v1/orders', status: 200, key: 'key_reader' }),
    ]);
    expect(JSON.stringify(lines)).not.toContain('limit');
  });

  it('counts requests by route, never by path', async () => {
    const shop = await openShop();
    await shop.call('GET', '/v1/orders/17', { key: 'admin' });
    await shop.call('GET', '/no/such/path');
    const { text } = await shop.call('GET', '/metrics');
    expect(text).toContain(
      'http_server_request_duration_seconds_count{http_request_method="GET",http_route="/v1/orders/:id",http_response_status_code="404"} ',
    );
    expect(text).toContain('http_route="unmatched",http_response_status_code="404"} ');
    expect(text).not.toContain('/v1/orders/17');
    expect(text).not.toContain('/no/such/path');
    expect(text).toContain('process_cpu_seconds_total');
    await shop.close();
  });

  it('gives every module the clock, the jobs and the readiness without an import', async () => {
    const seen: unknown[] = [];

    @Injectable()
    class Guest {
      constructor(@Inject(CLOCK) clock: Clock, jobs: Jobs) {
        seen.push(clock.now(), jobs instanceof Jobs);
      }
    }

    @Module({ providers: [Guest] })
    class GuestModule {}

    const shop = await openShop({ clock: { now: () => 42 } }, GuestModule);
    expect(seen).toEqual([42, true]);
    await shop.close();
  });

  describe('when it is closed', () => {
    it('answers what is under way, and only then lets its modules go', async () => {
      const before = TeaShopController.slowlyServed;
      let servedAtTheEnd = before;

      @Injectable()
      class Cellar implements OnApplicationShutdown {
        onApplicationShutdown() {
          servedAtTheEnd = TeaShopController.slowlyServed;
        }
      }

      @Module({ imports: [TeaShopModule], providers: [Cellar] })
      class ShopWithCellar {}

      const shop = await openShop({}, ShopWithCellar);
      const slow = shop.call('GET', '/v1/slow').then(({ body }) => body);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await shop.close();
      expect(await slow).toEqual({ served: true });
      expect(servedAtTheEnd).toBe(before + 1);
      await expect(shop.call('GET', '/health/live')).rejects.toThrow();
    });

    it('does not wait longer than it was told to', async () => {
      const shop = await openShop({ drainMs: 50 });
      const slow = shop.call('GET', '/v1/slow').catch(() => 'cut off');
      await new Promise((resolve) => setTimeout(resolve, 50));
      const started = performance.now();
      await shop.close();
      expect(performance.now() - started).toBeLessThan(250);
      expect(await slow).toBe('cut off');
    });
  });
});

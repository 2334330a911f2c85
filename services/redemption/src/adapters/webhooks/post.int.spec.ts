import type { LookupFunction } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { answers, Receiver, saysNothing } from '../../testing/receiver.fixture.js';
import { postTo } from './post.js';

const INTRANET = { http: true, private: true };
const MESSAGE = { headers: { 'webhook-id': 'evt_0_1' }, body: '{"id":"evt_0_1","type":"t"}' };

describe('A post to a receiver', () => {
  let receiver: Receiver;
  beforeEach(async () => void (receiver = await Receiver.open()));
  afterEach(() => receiver.close());

  it('says what was answered', async () => {
    expect(await postTo(INTRANET)({ url: receiver.url, ...MESSAGE })).toMatchObject({
      outcome: 'delivered',
      status: 204,
    });
    receiver.always = answers(429, { 'retry-after': '7' });
    const refused = await postTo(INTRANET)({ url: receiver.url, ...MESSAGE });
    expect(refused).toMatchObject({ outcome: 'refused', status: 429, retryAfterMs: 7_000 });
    expect(receiver.received[0]?.body).toBe(MESSAGE.body);
  });

  it('waits no longer than it may', async () => {
    receiver.always = saysNothing;
    const attempted = await postTo(INTRANET, { timeoutMs: 100 })({ url: receiver.url, ...MESSAGE });
    expect(attempted).toMatchObject({ outcome: 'timed_out', status: null });
    expect(attempted.ms).toBeGreaterThanOrEqual(99);
  });

  it('goes to no address of the house, by number or by a name that leads there', async () => {
    // A name that anybody may have registered; one of its two addresses is ours.
    const lookUp: LookupFunction = (_name, _options, callback) =>
      callback(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const post = postTo({ http: true, private: false }, { lookUp });
    for (const host of ['127.0.0.1', 'localhost', 'told.example']) {
      const attempted = await post({ url: `http://${host}:${receiver.port}/`, ...MESSAGE });
      expect([host, attempted.outcome, attempted.status]).toEqual([host, 'address_not_allowed', null]);
    }
    expect(receiver.received).toEqual([]);
  });

  it('goes where a name leads in the house, where the installation says so', async () => {
    const lookUp: LookupFunction = (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]);
    const attempted = await postTo(INTRANET, { lookUp })({ url: `http://told.example:${receiver.port}/`, ...MESSAGE });
    expect(attempted.outcome).toBe('delivered');
  });
});

import { describe, expect, it } from '@jest/globals';
import { signatureHeaders, verifySignature } from './signature.js';

const [ours, before, another] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
const at = Date.UTC(2026, 5, 1, 12);
const signed = { id: 'evt-1', at, body: '{"id":"red_1"}' };
const judge = (keys: readonly Buffer[], headers: object, change: { body?: string; now?: number } = {}) =>
  verifySignature(keys, headers as Readonly<Record<string, unknown>>, { body: signed.body, now: at, ...change });

describe('A signature', () => {
  it('is that of the Standard Webhooks scheme', () => {
    // Of its specification: https://github.com/standard-webhooks/standard-webhooks
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const example = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_000, body: '{"test": 2432232314}' };
    expect(signatureHeaders([key], example)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is genuine by either key while they are changed, whichever side is first', () => {
    expect(judge([ours, before], signatureHeaders([before], signed))).toBe('genuine');
    expect(judge([before], signatureHeaders([ours, before], signed))).toBe('genuine');
    expect(judge([ours], signatureHeaders([before], signed))).toBe('not_signed');
  });

  it('covers the id, the second and every byte', () => {
    const headers = signatureHeaders([ours], signed);
    expect(judge([ours], headers)).toBe('genuine');
    expect(judge([ours], headers, { body: `${signed.body} ` })).toBe('not_signed');
    expect(judge([ours], { ...headers, 'webhook-id': 'evt-2' })).toBe('not_signed');
    expect(judge([ours], { ...headers, 'webhook-timestamp': String(at / 1_000 + 1) })).toBe('not_signed');
    expect(judge([another], headers)).toBe('not_signed');
    expect(judge([], headers)).toBe('not_signed');
    for (const name of Object.keys(headers))
      expect(judge([ours], { ...headers, [name]: undefined })).toBe('not_signed');
  });

  it('is good for five minutes, both ways', () => {
    const headers = signatureHeaders([ours], signed);
    for (const ms of [-300_000, 300_000]) expect(judge([ours], headers, { now: at + ms })).toBe('genuine');
    for (const ms of [-300_001, 300_001]) expect(judge([ours], headers, { now: at + ms })).toBe('stale');
  });
});

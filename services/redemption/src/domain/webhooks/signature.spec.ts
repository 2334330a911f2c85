import { describe, expect, it } from '@jest/globals';
import { secretText, signedHeaders } from './signature.js';

/** The example that the Standard Webhooks specification gives. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const bytes = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', now: 1_614_265_330_999, body: '{"test": 2432232314}' };
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

describe('The signature of a message', () => {
  it('is that of Standard Webhooks, so that libraries verify it', () => {
    expect(signedHeaders(message, [bytes])).toEqual({
      'content-type': 'application/json',
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': SIGNATURE,
    });
    expect(secretText(bytes)).toBe(SECRET);
  });

  it('is there for every secret that is valid', () => {
    const other = Buffer.alloc(32, 1);
    const headers = signedHeaders(message, [other, bytes]);
    const signatures = headers['webhook-signature']?.split(' ') ?? [];
    expect(signatures).toHaveLength(2);
    expect(signatures[1]).toBe(SIGNATURE);
  });
});

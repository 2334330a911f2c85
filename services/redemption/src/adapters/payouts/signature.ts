import { createHmac, timingSafeEqual } from 'node:crypto';

/** Headers of the Standard Webhooks scheme; both ways. */
export const SIGNATURE_HEADERS = { id: 'webhook-id', timestamp: 'webhook-timestamp', signature: 'webhook-signature' };

const TOLERANCE_MS = 300_000;
const VERSION = 'v1,';

export interface Signed {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly body: string;
}

/** HMAC-SHA-256 over id, second and body; by every key, so that the other side may know either while keys are changed. */
export function signatureHeaders(keys: readonly Buffer[], { id, at, body }: Signed): Readonly<Record<string, string>> {
  const second = String(Math.floor(at / 1_000));
  return {
    [SIGNATURE_HEADERS.id]: id,
    [SIGNATURE_HEADERS.timestamp]: second,
    [SIGNATURE_HEADERS.signature]: keys
      .map((key) => VERSION + hmac(key, { id, second, body }).toString('base64'))
      .join(' '),
  };
}

export type Verdict = 'genuine' | 'not_signed' | 'stale';

/** What came with these headers, judged by any of the keys; `stale` where it is genuine and five minutes away from now. */
export function verifySignature(
  keys: readonly Buffer[],
  headers: Readonly<Record<string, unknown>>,
  { body, now }: { readonly body: string; readonly now: number },
): Verdict {
  const [id, second, signatures] = Object.values(SIGNATURE_HEADERS).map((name) => headers[name]);
  if (typeof id !== 'string' || typeof second !== 'string' || typeof signatures !== 'string') return 'not_signed';
  const claimed = signatures.split(' ').flatMap((each) => (each.startsWith(VERSION) ? each.slice(VERSION.length) : []));
  const isGenuine = keys.some((key) => {
    const expected = hmac(key, { id, second, body });
    return claimed.some((text) => isSame(Buffer.from(text, 'base64'), expected));
  });
  if (!isGenuine) return 'not_signed';
  return Math.abs(now - Number(second) * 1_000) <= TOLERANCE_MS ? 'genuine' : 'stale';
}

function hmac(key: Buffer, { id, second, body }: { id: string; second: string; body: string }): Buffer {
  return createHmac('sha256', key).update(`${id}.${second}.${body}`).digest();
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

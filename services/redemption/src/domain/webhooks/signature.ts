import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';
export const SECRET_BYTES = 32;

/** As its receiver keeps it; the bytes are the key. */
export function secretText(bytes: Buffer): string {
  return PREFIX + bytes.toString('base64');
}

export interface Signed {
  readonly id: string;
  /** When it is sent. */
  readonly now: number;
  readonly body: string;
}

/**
 * Headers by the Standard Webhooks scheme: HMAC-SHA256 over `id.timestamp.body`, one signature for each secret that is
 * valid, so that a receiver may change to the new one whenever it likes.
 */
export function signedHeaders({ id, now, body }: Signed, secrets: readonly Buffer[]): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1_000));
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

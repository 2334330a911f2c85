import { expect } from '@jest/globals';
import type { SentWebhook } from '../domain/webhooks/webhook.js';
import type { WebhooksOptions } from '../webhooks.module.js';
import type { App } from './app.fixture.js';

/** The same rules as in earnest, in less time. */
export const IN_HASTE: Partial<WebhooksOptions> = {
  reach: { http: true, private: true },
  patience: { firstRetryMs: 40, retryMsMax: 200, parkAfterMs: 3_600_000 },
  pace: { lookEveryMs: 20, leaseMs: 2_000 },
  timeoutMs: 400,
};

let numbered = 0;
export const aKey = () => ({ 'Idempotency-Key': `key-${(numbered += 1)}` });

/** One that is expected to be taken. */
export async function subscribe(
  app: App,
  sent: SentWebhook,
): Promise<{ readonly id: string; readonly secret: string }> {
  const { status, body } = await app.call('POST', '/v1/webhooks', { ...sent, reason: 'a new receiver' }, aKey());
  expect([status, body]).toMatchObject([201, { repeated: false }]);
  return { id: body.webhook.id, secret: body.secret };
}

/** Asks until it is so; the test's own time limit ends what never is. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}

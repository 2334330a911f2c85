import { formatInstant, Problem, toId } from '@loyalty/service-host';
import { WebhookRejected, type WebhookRejection } from '../../../application/webhooks/keep-webhook.js';
import { secretText } from '../../../domain/webhooks/signature.js';
import type { Delivery, Webhook } from '../../../domain/webhooks/webhook.js';
import { webhookProblemCodes as codes } from './problem-codes.js';

export const PREFIX = 'whk';

export function webhookBody({ id, url, events, programme, madeAt, parkedAt, parkedReason }: Webhook) {
  return {
    id: toId(PREFIX, id),
    url,
    events,
    programme,
    status: parkedAt === null ? 'active' : 'parked',
    parkedAt: parkedAt === null ? null : formatInstant(parkedAt),
    parkedReason,
    createdAt: formatInstant(madeAt),
  };
}

interface WithSecret {
  readonly webhook: Webhook;
  readonly secret: Buffer | null;
  readonly repeated: boolean;
}

export function withSecretBody({ webhook, secret, repeated }: WithSecret) {
  return { webhook: webhookBody(webhook), secret: secret && secretText(secret), repeated };
}

export function deliveryBody({ number: _number, attemptedAt, nextAttemptAt, ...delivery }: Delivery) {
  return {
    ...delivery,
    attemptedAt: formatInstant(attemptedAt),
    nextAttemptAt: nextAttemptAt === null ? null : formatInstant(nextAttemptAt),
  };
}

/** What was decided, or the problem that says why nothing was. */
export function doneOrProblem<Answer>(answer: Answer | WebhookRejected): Answer {
  if (answer instanceof WebhookRejected) throw webhookProblem(answer.rejection);
  return answer;
}

export function webhookProblem({ reason, ...numbers }: WebhookRejection): Problem {
  if (reason === 'already_used_with_other_content') {
    const detail = 'The Idempotency-Key stands for a write with other content.';
    return new Problem({ status: 409, code: reason, detail });
  }
  return new Problem({ status: codes[reason].status, code: reason, extensions: numbers });
}

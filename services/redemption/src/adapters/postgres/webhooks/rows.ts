import type { Held } from '../../../application/webhooks/ports.js';
import type { Outcome } from '../../../domain/webhooks/patience.js';
import type { Delivery, Webhook } from '../../../domain/webhooks/webhook.js';
import type { SecretSeal } from '../../webhooks/sealed-secrets.js';

export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly programme: string | null;
  readonly made_at: Date;
  readonly parked_at: Date | null;
  readonly parked_reason: string | null;
}

/** Secrets and places as JSON, so that one statement reads all; instants as milliseconds. */
export interface HeldRow extends WebhookRow {
  readonly secrets: readonly { readonly number: number; readonly sealed: string }[] | null;
  readonly places: Held['places'] | null;
}

export const HELD = `
  select w.*,
    (select jsonb_agg(jsonb_build_object('number', s.number, 'sealed', encode(s.sealed, 'base64')) order by s.number desc)
     from webhooks.secrets s
     where s.webhook = w.id and (s.expires_at is null or s.expires_at > now())) as secrets,
    (select jsonb_agg(jsonb_build_object(
       'shard', p.shard, 'position', p.position, 'turned', p.turned, 'attempts', p.attempts,
       'failingSince', floor(extract(epoch from p.failing_since) * 1000),
       'nextAttemptAt', floor(extract(epoch from p.next_attempt_at) * 1000)) order by p.shard)
     from webhooks.places p where p.webhook = w.id) as places
  from webhooks.webhooks w`;

export interface DeliveryRow {
  /** A bigint, which the driver reads as text. */
  readonly number: string;
  readonly message: string;
  readonly type: string;
  readonly attempt: number;
  readonly attempted_at: Date;
  readonly outcome: Outcome;
  readonly status: number | null;
  readonly ms: number;
  readonly next_attempt_at: Date | null;
}

export function webhookOf(row: WebhookRow): Webhook {
  return {
    id: row.id,
    url: row.url,
    events: row.events,
    programme: row.programme,
    madeAt: row.made_at.getTime(),
    parkedAt: row.parked_at?.getTime() ?? null,
    parkedReason: row.parked_reason,
  };
}

export function heldOf(row: HeldRow, seal: SecretSeal): Held {
  const secrets = (row.secrets ?? []).map(({ number, sealed }) =>
    seal.open(Buffer.from(sealed, 'base64'), { webhook: row.id, number }),
  );
  return { webhook: webhookOf(row), secrets, places: row.places ?? [] };
}

export function deliveryOf(row: DeliveryRow): Delivery {
  const { message, type, attempt, outcome, status, ms } = row;
  return {
    number: Number(row.number),
    message,
    type,
    attempt,
    attemptedAt: row.attempted_at.getTime(),
    outcome,
    status,
    ms,
    nextAttemptAt: row.next_attempt_at?.getTime() ?? null,
  };
}

import type { Pool } from 'pg';
import type { Believed, KeptWebhooks, NewDelivery } from '../../../application/webhooks/ports.js';
import type { SecretSeal } from '../../webhooks/sealed-secrets.js';
import { HELD, heldOf, type HeldRow } from './rows.js';

type Sending = Pick<KeptWebhooks, 'lease' | 'release' | 'moved' | 'failed' | 'parked' | 'prune'>;

const KEPT_ATTEMPTS = 1_000;

/**
 * Who sends for a webhook is a row with a time, by the database's clock. It is only for order and economy: every write says
 * what it believes, so a process that was taken for dead and wakes up writes nothing, and has at most sent one message twice.
 */
const IS_SO = `
  p.webhook = $1 and p.shard = $2 and p.position = $3 and p.turned = $4
  and exists (select from webhooks.webhooks w where w.id = $1 and w.lease_holder = $5)`;

const NOTE = `
  insert into webhooks.attempts (webhook, message, type, attempt, attempted_at, outcome, status, ms, next_attempt_at)
  select $1, $6, $7, $8::integer, $9::timestamptz, $10, $11::integer, $12::integer, $13::timestamptz from done`;

export function sendingOf(pool: Pool, seal: SecretSeal): Sending {
  const wrote = async (text: string, values: readonly unknown[]) =>
    (await pool.query(text, [...values])).rowCount === 1;
  return {
    async lease(holder, forMs) {
      // Renewed when a third of it is over: most looks write nothing.
      await pool.query(
        `update webhooks.webhooks set lease_holder = $1, lease_until = now() + $2 * interval '1 millisecond'
         where parked_at is null and (lease_until is null or lease_until < now()
           or (lease_holder = $1 and lease_until < now() + $2 * interval '0.667 millisecond'))`,
        [holder, forMs],
      );
      const { rows } = await pool.query<HeldRow>(
        `${HELD} where w.parked_at is null and w.lease_holder = $1 and w.lease_until > now()`,
        [holder],
      );
      return rows.map((row) => heldOf(row, seal));
    },

    async release(holder) {
      await pool.query('update webhooks.webhooks set lease_holder = null, lease_until = null where lease_holder = $1', [
        holder,
      ]);
    },

    moved(believed, to, delivery) {
      const move = 'set position = $14, attempts = 0, failing_since = null, next_attempt_at = null';
      if (delivery) {
        return wrote(`with done as (update webhooks.places p ${move} where ${IS_SO} returning p.shard) ${NOTE}`, [
          ...beliefs(believed),
          ...noted(delivery),
          to,
        ]);
      }
      return wrote(`update webhooks.places p set position = $6 where ${IS_SO}`, [...beliefs(believed), to]);
    },

    failed: (believed, delivery) =>
      wrote(
        `with done as (
           update webhooks.places p set attempts = $8, failing_since = coalesce(failing_since, $9), next_attempt_at = $13
           where ${IS_SO} returning p.shard
         ) ${NOTE}`,
        [...beliefs(believed), ...noted(delivery)],
      ),

    parked: (believed, delivery, reason) =>
      wrote(
        `with done as (
           update webhooks.webhooks w set parked_at = $9, parked_reason = $14, lease_holder = null, lease_until = null
           where w.id = $1 and w.parked_at is null and exists (select from webhooks.places p where ${IS_SO}) returning w.id
         ) ${NOTE}`,
        [...beliefs(believed), ...noted(delivery), reason],
      ),

    async prune() {
      await pool.query(
        `delete from webhooks.attempts a using webhooks.webhooks w,
           lateral (select number from webhooks.attempts where webhook = w.id order by number desc offset $1 limit 1) last
         where a.webhook = w.id and a.number <= last.number`,
        [KEPT_ATTEMPTS],
      );
      await pool.query('delete from webhooks.secrets where expires_at < now()');
    },
  };
}

const beliefs = ({ webhook, shard, position, turned, holder }: Believed) => [webhook, shard, position, turned, holder];

const noted = (delivery: NewDelivery) => [
  delivery.message,
  delivery.type,
  delivery.attempt,
  new Date(delivery.attemptedAt),
  delivery.outcome,
  delivery.status,
  delivery.ms,
  delivery.nextAttemptAt === null ? null : new Date(delivery.nextAttemptAt),
];

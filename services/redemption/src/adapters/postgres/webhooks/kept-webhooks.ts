import { fileURLToPath } from 'node:url';
import type { Pool, PoolClient } from 'pg';
import type { KeptWebhooks, KeptWrite, WebhookWriter } from '../../../application/webhooks/ports.js';
import type { SecretSeal } from '../../webhooks/sealed-secrets.js';
import { deliveryOf, type DeliveryRow, heldOf, type HeldRow, HELD, webhookOf, type WebhookRow } from './rows.js';
import { sendingOf } from './sending.js';

export const WEBHOOKS_SCHEMA = 'webhooks';
export const WEBHOOKS_MIGRATIONS = fileURLToPath(new URL('../../../../migrations/webhooks', import.meta.url));

/** A schema of its own: it knows no reward, and could move to another service as it is. */
export function postgresWebhooks(pool: Pool, seal: SecretSeal): KeptWebhooks {
  return {
    async list() {
      const { rows } = await pool.query<WebhookRow>('select * from webhooks.webhooks order by made_at, id');
      return rows.map(webhookOf);
    },

    async find(id) {
      const { rows } = await pool.query<HeldRow>(`${HELD} where w.id = $1`, [id]);
      return rows[0] && heldOf(rows[0], seal);
    },

    async secret(webhook, number) {
      const { rows } = await pool.query<{ sealed: Buffer }>(
        `select sealed from webhooks.secrets
         where webhook = $1 and number = $2 and (expires_at is null or expires_at > now())`,
        [webhook, number],
      );
      return rows[0] && seal.open(rows[0].sealed, { webhook, number });
    },

    once: (write, work) => once(pool, write, (client) => work(writerOn(client, seal))),

    async remove(id) {
      return (await pool.query('delete from webhooks.webhooks where id = $1', [id])).rowCount === 1;
    },

    async resume(id) {
      const { rowCount } = await pool.query(
        `with resumed as (
           update webhooks.webhooks set parked_at = null, parked_reason = null where id = $1 returning id
         )
         update webhooks.places p set attempts = 0, failing_since = null, next_attempt_at = null
         from resumed where p.webhook = resumed.id`,
        [id],
      );
      return (rowCount ?? 0) > 0;
    },

    async deliveries(id, { before, limit }) {
      const { rows } = await pool.query<DeliveryRow>(
        `select * from webhooks.attempts where webhook = $1 and ($2::bigint is null or number < $2)
         order by number desc limit $3`,
        [id, before ?? null, limit],
      );
      return rows.map(deliveryOf);
    },

    ...sendingOf(pool, seal),
  };
}

function writerOn(client: PoolClient, seal: SecretSeal): WebhookWriter {
  return {
    async count() {
      const { rows } = await client.query<{ count: number }>('select count(*)::integer from webhooks.webhooks');
      return rows[0]?.count ?? 0;
    },

    async add({ id, url, events, programme, madeBy, madeAt }, heads) {
      await client.query(
        `insert into webhooks.webhooks (id, url, events, programme, made_by, made_at) values ($1, $2, $3, $4, $5, $6)`,
        [id, url, events, programme, madeBy, new Date(madeAt)],
      );
      await client.query(
        `insert into webhooks.places (webhook, shard, position)
         select $1, shard - 1, position from unnest($2::bigint[]) with ordinality as heads (position, shard)`,
        [id, heads],
      );
    },

    async addSecret(webhook, secret, othersUntil) {
      // Two who rotate at once would both be the newest.
      await client.query('select from webhooks.webhooks where id = $1 for update', [webhook]);
      const { rows } = await client.query<{ number: number }>(
        'select coalesce(max(number), 0) + 1 as number from webhooks.secrets where webhook = $1',
        [webhook],
      );
      const number = rows[0]?.number ?? 1;
      await client.query(
        `update webhooks.secrets set expires_at = least(coalesce(expires_at, $2), $2) where webhook = $1`,
        [webhook, new Date(othersUntil)],
      );
      await client.query('insert into webhooks.secrets (webhook, number, sealed) values ($1, $2, $3)', [
        webhook,
        number,
        seal.seal(secret, { webhook, number }),
      ]);
      return number;
    },

    async turn(webhook, places) {
      await client.query(
        `update webhooks.places p
         set position = new.position, turned = turned + 1, attempts = 0, failing_since = null, next_attempt_at = null
         from unnest($2::integer[], $3::bigint[]) as new (shard, position)
         where p.webhook = $1 and p.shard = new.shard`,
        [webhook, [...places.keys()], [...places.values()]],
      );
    },
  };
}

/** Of two at once the second waits at the key, and gets the first one's answer. */
async function once<Answer>(
  pool: Pool,
  { door, key, fingerprint }: KeptWrite,
  work: (client: PoolClient) => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly repeated: boolean } | undefined> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const { rowCount } = await client.query(
      `insert into webhooks.writes (door, key, fingerprint, answer) values ($1, $2, $3, 'null') on conflict do nothing`,
      [door, key, fingerprint],
    );
    if (rowCount === 0) {
      const { rows } = await client.query<{ fingerprint: string; answer: Answer }>(
        'select fingerprint, answer from webhooks.writes where door = $1 and key = $2',
        [door, key],
      );
      await client.query('commit');
      const [first] = rows;
      return first?.fingerprint === fingerprint ? { answer: first.answer, repeated: true } : undefined;
    }
    const answer = await work(client);
    await client.query('update webhooks.writes set answer = $3 where door = $1 and key = $2', [
      door,
      key,
      JSON.stringify(answer),
    ]);
    await client.query('commit');
    return { answer, repeated: false };
  } catch (error) {
    await client.query('rollback').catch((cause: unknown) => (broken = cause instanceof Error ? cause : undefined));
    throw error;
  } finally {
    client.release(broken);
  }
}

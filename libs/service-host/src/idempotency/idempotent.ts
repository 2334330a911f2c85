import type { Pool, PoolClient } from 'pg';
import { hostProblem } from '../errors/host-problem-codes.js';

export interface IdempotentWrite {
  /** In what the key is unique: the door and whoever knocks, as `POST /v1/members key_…`. */
  readonly scope: string;
  readonly key: string;
  /** What was sent, by `fingerprinter`. */
  readonly fingerprint: string;
}

export interface IdempotentAnswer<T> {
  readonly answer: T;
  readonly repeated: boolean;
}

/**
 * For writes that the ledger does not recognise by itself. The work and the memory of it are one transaction: a repeat
 * gets the first answer, a refusal or a failure leaves no trace and can be tried again, and of two at once the second
 * waits for the first. The answer must survive JSON.
 */
export async function idempotent<T>(
  pool: Pool,
  write: IdempotentWrite,
  work: (client: PoolClient) => Promise<T>,
): Promise<IdempotentAnswer<T>> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const answer = (await isFirst(client, write))
      ? await doFirst(client, write, work)
      : await firstAnswer<T>(client, write);
    await client.query('commit');
    return answer;
  } catch (error) {
    await client.query('rollback').catch((cause: unknown) => (broken = cause instanceof Error ? cause : undefined));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Waits at the unique key for a transaction that has inserted the same one and is not through yet. */
async function isFirst(client: PoolClient, { scope, key, fingerprint }: IdempotentWrite): Promise<boolean> {
  const { rowCount } = await client.query(
    'insert into access.idempotency (scope, key, fingerprint) values ($1, $2, $3) on conflict do nothing',
    [scope, key, fingerprint],
  );
  return rowCount === 1;
}

async function doFirst<T>(
  client: PoolClient,
  { scope, key }: IdempotentWrite,
  work: (client: PoolClient) => Promise<T>,
): Promise<IdempotentAnswer<T>> {
  const answer = await work(client);
  await client.query('update access.idempotency set answer = $3 where scope = $1 and key = $2', [
    scope,
    key,
    JSON.stringify(answer),
  ]);
  return { answer, repeated: false };
}

async function firstAnswer<T>(client: PoolClient, write: IdempotentWrite): Promise<IdempotentAnswer<T>> {
  const { rows } = await client.query<{ fingerprint: string; answer: string }>(
    'select fingerprint, answer from access.idempotency where scope = $1 and key = $2',
    [write.scope, write.key],
  );
  const [first] = rows;
  if (!first) throw new Error('an idempotency key was taken and is gone');
  if (first.fingerprint !== write.fingerprint) {
    throw hostProblem('already_used_with_other_content', {
      detail: `The Idempotency-Key ${write.key} stands for a write with other content.`,
    });
  }
  return { answer: JSON.parse(first.answer), repeated: true };
}

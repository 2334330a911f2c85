import { quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import type { Comparison, Difference, Row } from '../../application/rebuilding.js';
import { type Build, schemaOf } from './builds.js';
import { CONTENT, ROW_HASH } from './content-hash.js';

/** A build and the connection that sees it at the moment at which it is to be compared. */
export interface Side {
  readonly client: pg.PoolClient;
  readonly build: Build;
}

const BUCKETS = 4_096;
const LISTED_MAX = 100;
const ROWS_MAX = 10;

/**
 * Hashes by bucket of accounts on both sides at once; where these differ, hashes by account, and of those that differ
 * the rows. Two builds that agree cost one reading of each.
 */
export async function compareBuilds(serving: Side, rebuilt: Side): Promise<Comparison> {
  let differing = 0;
  const differences: Difference[] = [];
  for (const [table, key] of Object.entries(CONTENT)) {
    const place = { table, key };
    const onBoth = async (group: string, where?: Where) => {
      const sides = [serving, rebuilt].map((side) => hashesBy(side, place, group, where));
      const [one = new Map(), other = new Map()] = await Promise.all(sides);
      return differingKeys(one, other);
    };
    const buckets = await onBoth(`uuid_hash(${key}) & ${BUCKETS - 1}`);
    if (buckets.length === 0) continue;

    const some = { text: `where uuid_hash(${key}) & ${BUCKETS - 1} = any($1::int[])`, values: buckets };
    const keys = (await onBoth(key, some)).sort();
    differing += keys.length;
    for (const each of keys.slice(0, Math.max(0, LISTED_MAX - differences.length))) {
      differences.push({
        table,
        key: each,
        ...apart(await rowsOf(serving, place, each), await rowsOf(rebuilt, place, each)),
      });
    }
  }
  return { differing, differences };
}

interface Where {
  readonly text: string;
  readonly values: readonly string[];
}

interface Place {
  readonly table: string;
  readonly key: string;
}

async function hashesBy(
  { client, build }: Side,
  { table }: Place,
  group: string,
  where: Where = { text: '', values: [] },
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ key: string; hash: string }>(
    `select (${group})::text as key, count(*) || ':' || sum(${ROW_HASH}) as hash
     from ${quoteIdentifier(schemaOf(build))}.${table} as it ${where.text} group by 1`,
    where.text === '' ? [] : [where.values],
  );
  return new Map(rows.map(({ key, hash }) => [key, hash]));
}

function differingKeys(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key));
}

async function rowsOf(
  { client, build }: Side,
  { table, key }: Place,
  value: string,
): Promise<ReadonlyMap<string, Row>> {
  const { rows } = await client.query<{ text: string; row: Row }>(
    `select it::text as text, to_jsonb(it) as row from ${quoteIdentifier(schemaOf(build))}.${table} as it where ${key} = $1`,
    [value],
  );
  return new Map(rows.map(({ text, row }) => [text, row]));
}

function apart(serving: ReadonlyMap<string, Row>, rebuilt: ReadonlyMap<string, Row>) {
  const without = (one: ReadonlyMap<string, Row>, other: ReadonlyMap<string, Row>) =>
    [...one]
      .filter(([text]) => !other.has(text))
      .slice(0, ROWS_MAX)
      .map(([, row]) => row);
  return { serving: without(serving, rebuilt), rebuilt: without(rebuilt, serving) };
}

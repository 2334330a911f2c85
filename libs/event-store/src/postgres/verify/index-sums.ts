import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { Bytes } from '../../bytes.js';
import { readClaims, readTags } from '../../columns.js';
import { compactKey, compactTag } from '../../compact-key.js';
import type { IndexedEvent } from './index-check.js';
import { RowHash, type Seed } from './row-hash.js';

/** A number of 64 bits is two of 32; larger ones are two with this between them. */
const BILLION = 1_000_000_000;

/** How many entries there are, and what their hashes come to, in whatever order: equal sums are equal indexes. */
class Sum {
  #count = 0;
  #high = 0;
  #low = 0;

  add({ high, low }: Seed): void {
    const sum = this.#low + low;
    this.#low = sum >>> 0;
    this.#high = (this.#high + high + (sum > this.#low ? 1 : 0)) >>> 0;
    this.#count += 1;
  }

  equals({ count, sum }: SumRow): boolean {
    const ours = (BigInt(this.#high) << 32n) | BigInt(this.#low);
    return BigInt(count) === BigInt(this.#count) && BigInt.asUintN(64, BigInt(sum)) === ours;
  }
}

interface SumRow {
  readonly count: string;
  readonly sum: string;
}

/**
 * Holds the whole indexes of claims and tags against the events by one number each: the database adds up its rows in one
 * pass while the events are read. That costs a tenth of looking every entry up, which is left for when they differ.
 */
export class IndexSums {
  readonly #seed = randomSeed();
  readonly #claims = new Sum();
  readonly #tags = new Sum();
  readonly #hash = new RowHash();
  readonly #row = new Bytes();
  readonly #found: Promise<readonly (SumRow | undefined)[]>;

  constructor(client: pg.ClientBase, schema: string) {
    this.#found = this.#addUp(client, schema);
    this.#found.catch(() => undefined);
  }

  add(event: IndexedEvent): void {
    if (event.claims !== null) for (const claim of readClaims(event.claims)) this.#addClaim(event, claim);
    if (event.tags !== null) for (const tag of new Set(readTags(event.tags))) this.#addTag(event, tag);
  }

  async agree(): Promise<boolean> {
    const [claims, tags] = await this.#found;
    return claims !== undefined && tags !== undefined && this.#claims.equals(claims) && this.#tags.equals(tags);
  }

  /** The connection must be quiet before somebody else has it. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#found]);
  }

  #addClaim({ stream, version }: IndexedEvent, claim: ReturnType<typeof readClaims>[number]): void {
    const key = compactKey(claim);
    this.#row.clear();
    this.#row.latin1(key);
    this.#row.raw(stream);
    this.#row.hex(claim.fingerprint);
    const bytes = this.#row.view();
    this.#hash.begin(this.#seed);
    this.#hash.uuid(bytes, 0);
    this.#hash.uuid(bytes, 16);
    this.#hash.int32(version);
    this.#hash.uuid(bytes, 32);
    this.#claims.add(this.#hash);
  }

  #addTag({ shard, position, stream, recordedAt }: IndexedEvent, tag: string): void {
    const key = compactTag(tag);
    this.#row.clear();
    this.#row.latin1(key);
    this.#row.raw(stream);
    const bytes = this.#row.view();
    this.#hash.begin(this.#seed);
    this.#hash.uuid(bytes, 0);
    this.#hash.uuid(bytes, 16);
    for (const part of [shard, ...halves(position), ...halves(recordedAt)]) this.#hash.int32(part);
    this.#tags.add(this.#hash);
  }

  async #addUp(client: pg.ClientBase, schema: string): Promise<readonly (SumRow | undefined)[]> {
    const seed = BigInt.asIntN(64, (BigInt(this.#seed.high) << 32n) | BigInt(this.#seed.low));
    const claim = chained(['key', 'stream', 'version::int4', 'fingerprint']);
    const tag = chained(['tag', 'stream', 'shard::int4', ...halvesSql('position'), ...halvesSql('recorded_at')]);
    const sums: (SumRow | undefined)[] = [];
    for (const [table, hash] of [
      ['claims', claim],
      ['tags', tag],
    ]) {
      const { rows } = await client.query<SumRow>(
        `select count(*), coalesce(sum(${hash}), 0)::text as sum from ${schema}.${table}`,
        [String(seed)],
      );
      sums.push(rows[0]);
    }
    return sums;
  }
}

/** Each column's hash is the seed of the next one's, so that no column can be exchanged for another row's. */
function chained(columns: readonly string[]): string {
  return columns.reduce((seed, column) => {
    const hash = column.endsWith('::int4') ? 'hashint4extended' : 'uuid_hash_extended';
    return `${hash}(${column}, ${seed})`;
  }, '$1::int8');
}

/** The hash of an `int8` folds it to 32 bits, so it is hashed in two parts. */
function halves(value: number): number[] {
  return [Math.trunc(value / BILLION), value % BILLION];
}

function halvesSql(column: string): string[] {
  return [`(${column} / ${BILLION})::int4`, `(${column} % ${BILLION})::int4`];
}

function randomSeed(): Seed {
  const bytes = randomBytes(8);
  return { high: bytes.readUInt32BE(0), low: bytes.readUInt32BE(4) };
}

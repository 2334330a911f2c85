import type pg from 'pg';
import { ChainCheck, type Fault, type FoundEvent, type StoredBatch } from '../../chain-check.js';
import { leafOfImage } from '../../chain.js';
import { digestOf, type Digest } from '../../digest.js';
import type { ShardDigest } from '../../event-store.js';
import { copyOut, RowReader } from '../copy-out.js';
import type { IndexSums } from './index-sums.js';

export interface ShardCheckOptions {
  readonly client: pg.ClientBase;
  readonly schema: string;
  readonly shard: number;
  readonly expected: readonly ShardDigest[] | undefined;
  readonly indexes: IndexSums;
  readonly onEvents: (count: number) => void;
}

export interface ShardResult {
  readonly fault: Fault | undefined;
  readonly batches: number;
  readonly digest: ShardDigest;
}

const BATCHES_AT_ONCE = 1000;
const EVENTS_AT_ONCE = 5000;

/** Goes through one shard from its first event, batch by batch. */
export async function checkShard(options: ShardCheckOptions): Promise<ShardResult> {
  const chain = new ChainCheck(options.shard, options.expected);
  let batches = 0;
  for (;;) {
    const some = await readBatches(options, chain.position);
    const last = some.at(-1);
    if (last === undefined) break;
    batches += some.length;
    const fault = await checkBatches(options, chain, some);
    if (fault !== undefined) return { fault, batches, digest: chain.digest };
  }
  const fault = chain.end(await readHead(options)) ?? (await checkNothingBehind(options, chain.position));
  return { fault, batches, digest: chain.digest };
}

/** While some events are held against the chain, the next are read already. */
async function checkBatches(
  options: ShardCheckOptions,
  chain: ChainCheck,
  batches: readonly StoredBatch[],
): Promise<Fault | undefined> {
  const portions = portionsOf(batches, chain.position);
  let reading = readPortion(options, portions[0]);
  for (const [index, { batches: some }] of portions.entries()) {
    const events = await reading;
    reading = readPortion(options, portions[index + 1]);
    // Whoever stops at a fault leaves it behind.
    reading.catch(() => undefined);
    let offset = 0;
    for (const batch of some) {
      const count = batch.lastPosition - batch.firstPosition + 1;
      const fault = chain.next(batch, events.slice(offset, offset + count));
      if (fault !== undefined) return fault;
      offset += count;
      options.onEvents(count);
    }
  }
  return undefined;
}

/** Batches whose events are read in one go. */
interface Portion {
  readonly after: number;
  readonly upTo: number;
  readonly batches: readonly StoredBatch[];
}

function portionsOf(batches: readonly StoredBatch[], after: number): readonly Portion[] {
  const portions: Portion[] = [];
  let from = after;
  for (let next = 0; next < batches.length;) {
    let end = next + 1;
    while (end < batches.length && (batches[end]?.lastPosition ?? 0) - from <= EVENTS_AT_ONCE) end += 1;
    const some = batches.slice(next, end);
    const upTo = some.at(-1)?.lastPosition ?? from;
    portions.push({ after: from, upTo, batches: some });
    from = upTo;
    next = end;
  }
  return portions;
}

async function readBatches({ client, schema, shard }: ShardCheckOptions, after: number): Promise<StoredBatch[]> {
  const batches: StoredBatch[] = [];
  await copyOut(
    client,
    `select first_position, last_position, recorded_at, digest, chain, leaves from ${schema}.batches
    where shard = ${shard} and last_position > ${after} order by last_position limit ${BATCHES_AT_ONCE}`,
    (row) => {
      const fields = new RowReader(row);
      batches.push({
        firstPosition: fields.int64(),
        lastPosition: fields.int64(),
        recordedAt: fields.int64(),
        digest: fields.latin1(),
        chain: fields.latin1(),
        leaves: fields.latin1(),
      });
    },
  );
  return batches;
}

/** The columns after the first two are those of a leaf, in its order. */
async function readPortion(options: ShardCheckOptions, portion: Portion | undefined): Promise<FoundEvent[]> {
  const { client, schema, shard, indexes } = options;
  const events: FoundEvent[] = [];
  if (portion === undefined) return events;
  await copyOut(
    client,
    `select position, recorded_at, stream, version, category, type, occurred_at, claims, tags, payload
    from ${schema}.events where shard = ${shard} and position > ${portion.after} and position <= ${portion.upTo}
    order by position`,
    (row) => {
      const fields = new RowReader(row);
      const position = fields.int64();
      const recordedAt = fields.int64();
      const image = fields.offset;
      const stream = fields.bytes() ?? EMPTY;
      const version = fields.int32();
      fields.skip();
      fields.skip();
      fields.skip();
      const [claims, tags] = [fields.text(), fields.text()];
      if (claims !== null || tags !== null) indexes.add({ shard, position, recordedAt, stream, version, claims, tags });
      events.push({ position, recordedAt, leaf: leafOfImage(row, image - 1) });
    },
  );
  return events;
}

async function readHead({ client, schema, shard }: ShardCheckOptions): Promise<{ position: number; chain: Digest }> {
  const { rows } = await client.query<{ position: string; chain: Buffer }>(
    `select position, chain from ${schema}.heads where shard = $1`,
    [shard],
  );
  return { position: Number(rows[0]?.position ?? 0), chain: digestOf(rows[0]?.chain ?? EMPTY) };
}

async function checkNothingBehind(options: ShardCheckOptions, position: number): Promise<Fault | undefined> {
  const { client, schema, shard } = options;
  const { rows } = await client.query<{ position: string }>(
    `select position from ${schema}.events where shard = $1 and position > $2 order by position limit 1`,
    [shard, position],
  );
  if (rows[0] === undefined) return undefined;
  return { shard, position: Number(rows[0].position), problem: 'the event belongs to no batch' };
}

const EMPTY = Buffer.alloc(0);

import { copyOut, RowReader } from '../copy-out.js';
import type { Fault } from '../../chain-check.js';
import { IndexCheck, IndexEntries } from './index-check.js';
import type { Session } from './session.js';

const POSITIONS_AT_ONCE = 5000;

/** Looks every claim and tag up, event by event: names the entry by which the indexes are not what the events make. */
export async function findIndexFault(
  session: Session,
  { schema, heads }: { schema: string; heads: readonly number[] },
): Promise<Fault | undefined> {
  const check = new IndexCheck(session.indexes, schema);
  try {
    for (const [shard, head] of heads.entries()) {
      for (let after = 0; after < head; after += POSITIONS_AT_ONCE) {
        const fault = await check.ask(await readEntries(session, { schema, shard, after }));
        if (fault !== undefined) return fault;
      }
    }
    return await check.end();
  } finally {
    await check.settled();
  }
}

async function readEntries(
  { events }: Session,
  { schema, shard, after }: { schema: string; shard: number; after: number },
): Promise<IndexEntries> {
  const entries = new IndexEntries();
  await copyOut(
    events,
    `select position, recorded_at, stream, version, claims, tags from ${schema}.events
    where shard = ${shard} and position > ${after} and position <= ${after + POSITIONS_AT_ONCE} order by position`,
    (row) => {
      const fields = new RowReader(row);
      const [position, recordedAt] = [fields.int64(), fields.int64()];
      const stream = fields.bytes();
      if (stream === null) return;
      entries.add({
        shard,
        position,
        recordedAt,
        stream,
        version: fields.int32(),
        claims: fields.text(),
        tags: fields.text(),
      });
    },
  );
  return entries;
}

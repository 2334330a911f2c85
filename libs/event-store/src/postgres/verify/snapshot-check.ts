import type pg from 'pg';
import type { Fault } from '../../chain-check.js';
import type { StreamId } from '../../event-store.js';
import type { AnyCategory } from '../../writer/misses.js';

export interface SnapshotCheckOptions {
  readonly client: pg.ClientBase;
  readonly schema: string;
  readonly categories: readonly AnyCategory[];
}

interface SnapshotRow {
  readonly stream: StreamId;
  readonly version: number;
  readonly category: string;
  readonly state: string;
}

interface EventRow {
  readonly shard: number;
  readonly position: string;
  readonly type: string;
  readonly payload: string;
}

const SNAPSHOTS_AT_ONCE = 100;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Folds every stream that has a snapshot again, up to its version. Snapshots that nobody would read are passed over. */
export async function checkSnapshots(options: SnapshotCheckOptions): Promise<Fault | undefined> {
  const readable = options.categories.filter((category) => category.snapshot !== undefined);
  for (let after: StreamId | undefined = FIRST; after !== undefined;) {
    const { rows }: pg.QueryResult<SnapshotRow> = await options.client.query<SnapshotRow>(
      `select stream, version, category, state from ${options.schema}.snapshots
      where stream > $1 and (category, fold) in (select * from unnest($2::text[], $3::int4[]))
      order by stream limit ${SNAPSHOTS_AT_ONCE}`,
      [after, readable.map(({ name }) => name), readable.map(({ snapshot }) => snapshot?.version ?? 0)],
    );
    for (const row of rows) {
      const category = readable.find(({ name }) => name === row.category);
      const fault = category && (await checkSnapshot(options, row, category));
      if (fault !== undefined) return fault;
    }
    after = rows.at(-1)?.stream;
  }
  return undefined;
}

async function checkSnapshot(
  { client, schema }: SnapshotCheckOptions,
  { stream, version, state }: SnapshotRow,
  category: AnyCategory,
): Promise<Fault | undefined> {
  const { rows } = await client.query<EventRow>(
    `select shard, position, type, payload from ${schema}.events where stream = $1 and version <= $2 order by version`,
    [stream, version],
  );
  const folded = rows.reduce((before, row) => category.evolve(before, category.decode(row)), category.initial(stream));
  if (rows.length === version && category.snapshot?.write(folded) === state) return undefined;
  const last = rows.at(-1);
  const problem = `the snapshot of stream ${stream} at version ${version} is not what its events come to`;
  return { shard: last?.shard ?? 0, position: Number(last?.position ?? 0), problem };
}

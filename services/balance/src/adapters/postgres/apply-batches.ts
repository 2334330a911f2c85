import type { Batch } from '../../application/projection-session.js';
import { binaryArray } from './binary-array.js';
import { accounts, causes, entries, holdsClosed, holdsOpened, lots, tierCounts, type RowSet } from './row-sets.js';

interface Part {
  readonly sql: string;
  parameters(batches: readonly Batch[]): unknown[];
}

const CHECKPOINT_PARAMETERS = 3;
const parts = writeParts();

/**
 * Effects and checkpoints of several shards in one statement, which is one transaction and one round trip. The
 * checkpoints go first: a shard that does not stand where its batch begins, because someone else has read on, is not in
 * `advanced`, and none of its rows are written. They are locked in order, so that two processes cannot wait for each
 * other. An account belongs to one shard with all its lots and holds, so no row is written for two of them.
 */
export const APPLY_BATCHES = `
with locked as materialized (
  select c.shard from checkpoints c
  join unnest($1::int[], $2::bigint[]) as batch (shard, after) on batch.shard = c.shard and batch.after = c.position
  order by c.shard for update of c
), advanced as materialized (
  update checkpoints c set position = batch.upto
  from locked join unnest($1::int[], $3::bigint[]) as batch (shard, upto) using (shard)
  where c.shard = locked.shard
  returning c.shard
)${parts.map((part, index) => `, written_${index} as (${part.sql})`).join('')}
select shard from advanced`;

export function applyParameters(batches: readonly Batch[]): unknown[] {
  return [
    batches.map((batch) => batch.shard),
    batches.map((batch) => batch.after),
    batches.map((batch) => batch.to),
    ...parts.flatMap((part) => part.parameters(batches)),
  ];
}

function writeParts(): readonly Part[] {
  let used = CHECKPOINT_PARAMETERS;
  const part = <Row>(set: RowSet<Row>): Part => {
    const written = toPart(set, used);
    used += Object.keys(set.columns).length + 1;
    return written;
  };
  return [
    part(accounts),
    part(entries),
    part(lots),
    part(holdsOpened),
    part(holdsClosed),
    part(causes),
    part(tierCounts),
  ];
}

function toPart<Row>(set: RowSet<Row>, used: number): Part {
  const columns = Object.entries(set.columns);
  const names = [...columns.map(([name]) => name), 'shard'].join(', ');
  const arrays = [...columns.map(([, { type }]) => type), 'int'].map(
    (type, index) => `$${used + index + 1}::${type}[]`,
  );
  return {
    sql: set.write(
      `select ${names} from unnest(${arrays.join(', ')}) as sent (${names}) where shard in (select shard from advanced)`,
    ),
    parameters(batches) {
      const rows = batches.flatMap(({ effect }) => set.rows(effect));
      const shards = batches.flatMap(({ shard, effect }) => set.rows(effect).map(() => shard));
      return [...columns.map(([, { type, value }]) => binaryArray(type, rows.map(value))), binaryArray('int', shards)];
    },
  };
}

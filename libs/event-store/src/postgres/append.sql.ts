/**
 * The whole commit of a batch in one statement. It locks the heads of every shard that the batch rests on, in order,
 * and writes only if each of them stands where the batch was decided, in the epoch in which it was decided.
 *
 * The lock is a CTE of its own that the update joins: an update that locks as it goes does not lock in order, and two
 * writers deadlocked. The links of the hash chain are computed here, under the lock, so a writer need not know the
 * hash before. Claims come in the order of their keys, or two processes with the same keys would wait for each other.
 * Arrays are taken apart in the select list: behind `from`, each of them is first laid down as a table of its own.
 */
export function appendSql(schema: string): string {
  return `
with locked as materialized (
  select shard, position, chain, recorded_at, epoch
  from ${schema}.heads where shard = any($1::int2[]) order by shard for update
), fence as materialized (
  select count(*) = cardinality($1::int2[]) as holds
  from locked join unnest($1::int2[], $2::int8[]) as expected(shard, position) using (shard, position)
  where locked.epoch = $3::int4 and locked.recorded_at <= $4::int8
), next as materialized (
  select added.shard, locked.position + 1 as first_position, locked.position + added.count as last_position,
    added.digest, added.leaves,
    case when length(added.digest) = 0 then locked.chain
      else sha256(locked.chain || added.digest || int8send($4::int8) || int8send(locked.position + added.count))
    end as chain
  from fence
  cross join unnest($5::int2[], $6::int4[], $7::bytea[], $8::bytea[]) as added(shard, count, digest, leaves)
  join locked using (shard)
  where fence.holds
), moved as (
  update ${schema}.heads set position = next.last_position, recorded_at = $4::int8, chain = next.chain
  from next where heads.shard = next.shard
), linked as (
  insert into ${schema}.batches (shard, first_position, last_position, recorded_at, token, digest, chain, leaves)
  select shard, first_position, last_position, $4::int8, $9::uuid, digest, chain, leaves from next
), claimed as (
  insert into ${schema}.claims (key, stream, version, fingerprint)
  select unnest($10::uuid[]), unnest($11::uuid[]), unnest($12::int4[]), unnest($13::uuid[])
  from fence where fence.holds
), tagged as (
  insert into ${schema}.tags (tag, shard, position, stream, recorded_at)
  select unnest($14::uuid[]), unnest($15::int2[]), unnest($16::int8[]), unnest($17::uuid[]), $4::int8
  from fence where fence.holds
), written as (
  insert into ${schema}.events
    (shard, position, stream, version, category, type, occurred_at, claims, tags, payload, trace, recorded_at)
  select unnest($18::int2[]), unnest($19::int8[]), unnest($20::uuid[]), unnest($21::int4[]), unnest($22::text[]),
    unnest($23::text[]), unnest($24::int8[]), unnest($25::text[]), unnest($26::text[]), unnest($27::text[]),
    unnest($28::text[]), $4::int8
  from fence where fence.holds
)
select holds from fence`;
}

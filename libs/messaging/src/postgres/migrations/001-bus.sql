create table topics (
  id integer generated always as identity primary key,
  name text not null unique,
  partitions integer not null check (partitions > 0),
  retention_ms bigint,
  compacted boolean not null
);

-- One row per partition. Whoever sends locks it, so offsets are gapless and in the order of commits: a message that can be
-- seen has all before it to be seen as well.
create table heads (
  topic integer not null references topics (id),
  partition integer not null,
  first bigint not null default 0,
  next bigint not null default 0,
  sent_at bigint not null default 0,
  primary key (topic, partition)
) with (fillfactor = 10, autovacuum_vacuum_threshold = 1000);

-- Keys and headers are bytes, since what comes from outside may hold what a text cannot. `headers` is JSON.
create table messages (
  "offset" bigint not null,
  sent_at bigint not null,
  topic integer not null,
  partition integer not null,
  key bytea,
  headers bytea not null,
  value bytea not null,
  primary key (topic, partition, "offset")
);

-- Who takes part in a group. A member is alive while its session holds the advisory lock of that name, so that the dead
-- are known the moment their connection ends.
create table members (
  id uuid primary key,
  group_name text not null,
  topics text[] not null,
  lock_name text not null,
  joined_at timestamptz not null default now()
);
create index members_of_group on members (group_name);

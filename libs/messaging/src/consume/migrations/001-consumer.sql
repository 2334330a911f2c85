-- Where a group stands in each partition. A transaction that stores an effect moves the place first, from where it
-- believes it to be: who was replaced meanwhile moves nothing, and stores nothing.
create table places (
  group_name text not null,
  topic text not null,
  partition integer not null,
  next bigint not null default 0,
  -- Of a topic whose messages are numbered without gaps: the last number that took effect.
  position bigint not null default 0,
  primary key (group_name, topic, partition)
) with (fillfactor = 20, autovacuum_vacuum_threshold = 1000);

-- Keys, headers and values are bytes, since what cannot be read may hold anything. `headers` is JSON.
create table dead_letters (
  id bigint generated always as identity primary key,
  group_name text not null,
  topic text not null,
  partition integer not null,
  -- Absent when it did not come over the bus but was read where the bus had lost it.
  "offset" bigint,
  key bytea,
  headers bytea not null,
  value bytea not null,
  reason text not null,
  died_at timestamptz not null default now()
);
create index dead_letters_of_group on dead_letters (group_name, topic, id);

create table parked_keys (
  id bigint generated always as identity primary key,
  group_name text not null,
  topic text not null,
  partition integer not null,
  key bytea not null,
  reason text not null,
  parked_at timestamptz not null default now(),
  unique (group_name, topic, partition, key)
);

-- In the order in which they came: by id, since only one transaction at a time appends for a partition.
create table parked_messages (
  id bigint generated always as identity primary key,
  parked_key bigint not null references parked_keys (id) on delete cascade,
  "offset" bigint,
  headers bytea not null,
  value bytea not null
);
create index parked_messages_of_key on parked_messages (parked_key, id);

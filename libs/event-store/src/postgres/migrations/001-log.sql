-- One row per shard. Whoever appends locks the rows of its shards in order, so positions are gapless and in the order
-- of commits. How many rows there are is how many shards the store has.
create table heads (
  shard smallint primary key,
  position bigint not null default 0,
  recorded_at bigint not null default 0,
  -- Raised when a lost connection may still have a statement under way: what was decided under an older epoch is void.
  epoch integer not null default 0,
  chain bytea not null default decode(repeat('00', 32), 'hex')
) with (fillfactor = 10, autovacuum_vacuum_threshold = 1000);

-- What was committed together in one shard, and its link in the hash chain.
create table batches (
  last_position bigint not null,
  first_position bigint not null,
  recorded_at bigint not null,
  shard smallint not null,
  -- One attempt of a writer to commit; by it a lost answer is found again.
  token uuid not null,
  digest bytea not null,
  chain bytea not null,
  leaves bytea not null,
  primary key (shard, last_position)
) with (toast_tuple_target = 8160);
-- Hashes do not compress.
alter table batches alter column leaves set storage external;

-- The log itself. `claims` and `tags` are JSON texts, hashed byte for byte like the payload.
create table events (
  position bigint not null,
  occurred_at bigint not null,
  recorded_at bigint not null,
  version integer not null,
  shard smallint not null,
  stream uuid not null,
  category text not null,
  type text not null,
  claims text,
  tags text,
  payload text not null,
  primary key (shard, position),
  -- The last guard: whatever else fails, no version of a stream exists twice.
  unique (stream, version)
);

-- An index over the claims in the log: a key leads to the event that claimed it. The key is a hash over its words.
create table claims (
  key uuid primary key,
  stream uuid not null,
  fingerprint uuid not null,
  version integer not null
);

-- An index over the tags in the log; the tag is a hash over its word.
create table tags (
  tag uuid not null,
  recorded_at bigint not null,
  position bigint not null,
  shard smallint not null,
  stream uuid not null,
  primary key (tag, shard, position)
);

-- A cache of folded streams. Deleting all of it changes no answer.
create table snapshots (
  stream uuid primary key,
  version integer not null,
  fold integer not null,
  category text not null,
  state text not null
);

-- One version of the read model: everything here is made from the log and can be thrown away.
-- Instants are milliseconds since the epoch. Points are whole; null never means zero.

-- How far each shard of the ledger has been read. Advanced in the transaction that writes the effect.
create table checkpoints (
  shard    integer primary key,
  position bigint not null
);

create table accounts (
  account     uuid primary key,
  shard       integer not null,
  version     bigint not null,
  member      text not null,
  -- {"<wallet>": [available, held, pending, shortfall]}; one row per account keeps an event at one update here.
  wallets     jsonb not null,
  -- From this instant on something is due that is perhaps not booked yet; until then `wallets` is the answer.
  next_due_at bigint,
  recorded_at bigint not null
) with (fillfactor = 75);

create view wallets as
  select account, version, member, wallet,
         (points ->> 0)::bigint as available, (points ->> 1)::bigint as held,
         (points ->> 2)::bigint as pending, (points ->> 3)::bigint as shortfall
  from accounts, jsonb_each(wallets) as each (wallet, points);

-- The statement. `payload` is the event as it stands in the log: what is shown of it is decided when it is read.
create table entries (
  shard       integer not null,
  account     uuid not null,
  version     bigint not null,
  id          uuid not null,
  type        text not null,
  occurred_at bigint not null,
  recorded_at bigint not null,
  -- {"<wallet>": [available, held, pending, shortfall]}, signed: what `asOf` sums.
  changes     jsonb not null,
  payload     text not null,
  primary key (account, version)
);
create unique index entries_by_id on entries (id);

-- Points of a lot that share an expiry: a refund by grace gives part of a lot another one.
create table lots (
  shard        integer not null,
  account      uuid not null,
  lot          text collate "C" not null,
  expires_at   bigint,
  wallet       text not null,
  earned_at    bigint not null,
  -- Null while it waits for an action.
  available_at bigint,
  terms        text not null,
  -- As issued; what is left of it stands in the three books.
  points       bigint not null,
  available    bigint not null,
  held         bigint not null,
  pending      bigint not null
) with (fillfactor = 85);
create unique index lots_by_account on lots (account, lot, expires_at) nulls not distinct;
-- The predicates name only terms, which hardly ever change: spending from a lot stays a heap-only update.
create index lots_that_expire on lots (account, expires_at) where expires_at is not null;
create index lots_that_wait on lots (account, available_at) where available_at is null or available_at > earned_at;

-- Holds that are open.
create table holds (
  shard     integer not null,
  account   uuid not null,
  hold      text collate "C" not null,
  lapses_at bigint not null,
  facts     text not null,
  primary key (account, hold)
);

-- Purchases, claims and returns as they stand in the log, by stream: an entry explains itself by what caused it.
create table causes (
  shard   integer not null,
  stream  uuid not null,
  version bigint not null,
  type    text not null,
  payload text not null,
  primary key (stream, version)
);

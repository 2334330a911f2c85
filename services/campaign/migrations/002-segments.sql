-- What segments are computed from besides points and tiers: every purchase of a member with what of it is kept, read from
-- the ledger's log. All of it can be read again: a version of the projection that differs from the process's is emptied.
create table bought (
  purchase uuid not null constraint bought_pk primary key,
  programme text not null,
  -- Null while it is nobody's.
  member text,
  account text,
  occurred_at timestamptz(3) not null,
  currency text not null,
  store text,
  -- [{id, quantity, amount, eligible, categories}]: what is kept; whole numbers as text, a line that went back is left out.
  lines jsonb not null
);

create index bought_by on bought (account);
create index bought_in on bought (programme, account);

create table segment_checkpoints (
  shard integer not null constraint segment_checkpoints_pk primary key,
  -- Of what is read into `bought`, and how.
  version integer not null,
  position bigint not null
);

-- Whom a campaign is for, as JSON: {"segment": …} or {"when": …}.
alter table campaigns add column audience text;

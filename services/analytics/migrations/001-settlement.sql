-- What partners settle by. All of it but `closings` is read from the ledger's log and can be read again: where the version of
-- the projection is another than the process's, the tables are emptied and read anew.
create table checkpoints (
  name text not null,
  version integer not null,
  shard integer not null,
  position bigint not null,
  constraint checkpoints_pk primary key (name, shard)
);

-- Documents of programmes, as applied: they say the rates.
create table programme_versions (
  programme text not null,
  version integer not null,
  applied_at timestamptz(3) not null,
  document text not null,
  constraint programme_versions_pk primary key (programme, version)
);

-- Of which programme an account is, where something in the ledger says so; else the account from which its points came.
create table accounts (
  account uuid not null constraint accounts_pk primary key,
  programme text,
  via uuid
);

create index accounts_unplaced on accounts (account) where programme is null;

-- Purchases that are nobody's yet: whoever claims one is of its programme.
create table unclaimed (
  purchase uuid not null constraint unclaimed_pk primary key,
  programme text not null
);

-- One row for each part of a lot that an event moves in or out, or that is spent at somebody. `party` is the partner; empty:
-- the programme itself.
create table movements (
  shard integer not null,
  position bigint not null,
  part integer not null,
  side text not null,
  kind text not null,
  party text not null,
  account uuid not null,
  version bigint not null,
  wallet text not null,
  lot text,
  points bigint not null,
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  -- When the terms were frozen by which it is paid: the lot was earned, or the points were spent.
  rated_at timestamptz(3) not null,
  redemption text,
  constraint movements_pk primary key (shard, position, part)
);

create index movements_of_account on movements (account);
create index movements_spent on movements (redemption) where side = 'redeemed' and kind = 'burned';

-- Statements that people closed. A record, not a projection: nothing empties it, and nothing changes a row.
create table closings (
  programme text not null,
  party text not null,
  period text not null,
  closed_at timestamptz(3) not null,
  closed_by text not null,
  closed_by_name text not null,
  reason text not null,
  -- By shard: what stood up to here in the ledger is in this statement or in an earlier one; what came after is in a later one.
  cut bigint[] not null,
  body text not null,
  sha256 text not null,
  constraint closings_pk primary key (programme, party, period)
);

create function refuse_change_of_closings() returns trigger language plpgsql as $$
begin
  raise exception 'a closed settlement never changes';
end $$;

create trigger closings_never_change before update or delete or truncate on closings
  for each statement execute function refuse_change_of_closings();

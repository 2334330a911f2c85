-- Payouts as the ledger has them: found by what is due and by day. All of it but the last four columns follows from the
-- ledger and is read from it again where it is missing; those say who does the work next, never what is done.

create table payouts (
  id           text constraint payouts_pk primary key,
  -- Of the redemption's stream: an older one never replaces a newer.
  version      bigint not null,
  programme    text not null,
  member       text not null,
  reward       text not null,
  wallet       text not null,
  points       bigint not null,
  amount       text not null,
  currency     text not null,
  status       text not null,
  requested_by text not null,
  requested_at timestamptz(3) not null,
  approve_by   timestamptz(3),
  approved_by  text,
  sent_at      timestamptz(3),
  ended_at     timestamptz(3),
  reference    text,
  cause        text,
  -- By the real clock; null: now.
  due_at       timestamptz(3),
  attempts     integer not null default 0,
  wakes        integer not null default 0,
  -- Until then one process drives it alone.
  driven_until timestamptz(3)
);
create index payouts_by_day on payouts (programme, sent_at);
create index payouts_not_ended on payouts (due_at) where status in ('awaiting_approval', 'requested', 'sent', 'accepted');

-- Where the money goes: the provider's opaque word, sealed, for as long as the payout has not ended. Never in the ledger.
create table payout_destinations (
  id      text constraint payout_destinations_pk primary key,
  sealed  bytea not null,
  kept_at timestamptz(3) not null
);

create table payouts_followed (
  shard    integer constraint payouts_followed_pk primary key,
  position bigint not null
);

-- Who is told of what, how far they have been told, and what came of it. What is told is in the log and nowhere else, so all
-- of this can be lost but the addresses and the secrets.

create table webhooks (
  id            uuid constraint webhooks_pk primary key,
  url           text not null,
  events        text[] not null,
  -- Null: of all.
  programme     text,
  made_by       text not null,
  made_at       timestamptz not null,
  -- Set: nothing is sent until a person has resumed it.
  parked_at     timestamptz,
  parked_reason text,
  -- Which process sends now. It is renewed; who no longer renews it is followed by another.
  lease_holder  uuid,
  lease_until   timestamptz
);

create table secrets (
  webhook    uuid not null references webhooks on delete cascade,
  number     integer not null,
  sealed     bytea not null,
  -- Null: the newest.
  expires_at timestamptz,
  constraint secrets_pk primary key (webhook, number)
);

create table places (
  webhook         uuid not null references webhooks on delete cascade,
  shard           integer not null,
  -- The last that needs no sending any more.
  position        bigint not null,
  -- Grows when a person moves the place: whoever sends then finds that the place is another, also at the same position.
  turned          integer not null default 0,
  attempts        integer not null default 0,
  failing_since   timestamptz,
  next_attempt_at timestamptz,
  constraint places_pk primary key (webhook, shard)
);

create table attempts (
  number          bigint generated always as identity constraint attempts_pk primary key,
  webhook         uuid not null references webhooks on delete cascade,
  message         text not null,
  type            text not null,
  attempt         integer not null,
  attempted_at    timestamptz not null,
  outcome         text not null,
  -- Of HTTP; null where nobody answered.
  status          integer,
  ms              integer not null,
  next_attempt_at timestamptz
);
create index attempts_by_webhook on attempts (webhook, number);

-- Writes under an Idempotency-Key. No secret stands in an answer.
create table writes (
  door        text not null,
  key         text not null,
  fingerprint text not null,
  answer      jsonb not null,
  constraint writes_pk primary key (door, key)
);

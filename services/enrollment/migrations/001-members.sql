-- Nothing here can be read without a secret: identities are found by a keyed hash, and every value that says something
-- about a person is sealed with the member's own key. Constraints are named, and the TypeORM entities name them alike.

create table members (
  id          uuid constraint members_pk primary key,
  joined_at   timestamptz(3) not null,
  enrolled_by text,
  profile     bytea,
  erased_at   timestamptz(3)
);

-- A table of its own, so that destroying a key is deleting one row and touches nothing else.
create table member_keys (
  member  uuid constraint member_keys_pk primary key constraint member_keys_of references members (id),
  wrapped bytea not null
);

create table accounts (
  id          uuid constraint accounts_pk primary key,
  member      uuid not null constraint accounts_of references members (id),
  programme   text not null,
  joined_at   timestamptz(3) not null,
  enrolled_by text,
  constraint accounts_once_per_programme unique (member, programme)
);

-- One row per identity that was ever asked about and is not removed. Without a member it is a stranger: purchases wait
-- under its id. Having both in one table makes "who is this?" and "this is mine now" meet at one unique key.
create table identities (
  id       uuid constraint identities_pk primary key,
  hash     bytea not null,
  kind     text not null,
  member   uuid constraint identities_of references members (id),
  sealed   bytea,
  added_at timestamptz(3) not null,
  constraint identities_once unique (hash),
  constraint identities_sealed_with_member check ((member is null) = (sealed is null))
);
create index identities_by_member on identities (member);

-- What was asked for under an idempotency key or a (source, externalId), as keyed hashes per field: enough to recognise
-- a repeat and to name what differs, and nothing that says anything about a person.
create table writes (
  key       bytea constraint writes_pk primary key,
  operation text not null,
  member    uuid not null,
  subject   uuid not null,
  fields    jsonb not null,
  written_at timestamptz(3) not null
);
create index writes_by_member on writes (member);

-- The outbox: purchases that waited for these strangers belong to the member now. Delivered in order per member.
create table waiting_claims (
  id           bigint generated always as identity constraint waiting_claims_pk primary key,
  member       uuid not null,
  account      uuid not null,
  programme    text not null,
  strangers    uuid[] not null,
  joined_at    timestamptz(3) not null,
  deliver_at   timestamptz not null default now(),
  attempts     integer not null default 0,
  -- A purchase that was under way while its identity was attached may land after the first delivery.
  looked_once  boolean not null default false
);
create index waiting_claims_due on waiting_claims (deliver_at);
create index waiting_claims_first on waiting_claims (member, id) where not looked_once;

-- A copy of who is who, as enrollment tells it: enough to recognise somebody at a till, and nothing that says who they are.
-- Everything here can be dropped and is read again from its topic, or from enrollment.

create table known_identities (
  -- Keyed with the recognition key: whoever lacks it learns nothing from it.
  hash     bytea constraint known_identities_pk primary key,
  -- Of this attachment; it ends by this name.
  identity uuid not null,
  member   uuid not null,
  -- Shards are not read alike far: of two members that seem to have it, the one of the greater version has it.
  version  bigint not null
);
create index known_identities_by_name on known_identities (identity);
create index known_identities_by_member on known_identities (member);

create table known_accounts (
  member      uuid not null,
  programme   text not null,
  account     uuid not null,
  joined_at   bigint not null,
  enrolled_by text,
  constraint known_accounts_pk primary key (member, programme)
);

-- How far each shard has been taken in; moved in the transaction that takes it in.
create table known_places (
  shard    smallint constraint known_places_pk primary key,
  position bigint not null
) with (fillfactor = 20);

-- When enrollment last said how far it was, and how far: a copy that has come so far was right at that moment. It stays
-- when the copy is dropped.
create table known_until (
  id        integer constraint known_until_pk primary key default 1 check (id = 1),
  told_at   bigint not null,
  positions bigint[] not null
);

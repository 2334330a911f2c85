-- What happens to members, for services that keep a copy of who is who. Triggers write it, in the transaction of the
-- change: whichever statement made the change, of this release or of the one before, it cannot be left out. The tables are
-- locked meanwhile, so what stood there before (below) and what the triggers see leave no gap and do not overlap.
lock table members, accounts, identities in access exclusive mode;

-- The hash under which those services know an identity: keyed with a secret that they share with us, and that opens
-- nothing here. Only a process that has the secrets can compute it, so the last release leaves it out.
alter table identities add column shared_hash bytea;

-- Identities that someone has and that lack it; a process fills it in, and takes the row away.
create table unshared_identities (identity uuid constraint unshared_identities_pk primary key);

-- `id` grows with every change of one identity or member, whoever makes it: each waits for the one before to commit. It
-- says which of two members an identity belongs to when they are heard of in the wrong order.
-- `position` is given after the commit, without gaps within a shard, in an order that keeps that of each member.
-- `hash` goes when the identity does: from then on nothing here leads from somebody's card to the member.
create table member_events (
  id          bigint generated always as identity constraint member_events_pk primary key,
  shard       smallint not null,
  position    bigint,
  type        text not null,
  member      uuid not null,
  occurred_at timestamptz(3) not null,
  programme   text,
  account     uuid,
  enrolled_by text,
  identity    uuid,
  hash        bytea
);
create unique index member_events_placed on member_events (shard, position) where position is not null;
create index member_events_unplaced on member_events (id) where position is null;
create index member_events_hashed on member_events (identity) where hash is not null;

create table member_event_heads (
  shard    smallint constraint member_event_heads_pk primary key,
  position bigint not null
) with (fillfactor = 20);
insert into member_event_heads select shard, 0 from generate_series(0, 7) as shard;

create function shard_of_member(member uuid) returns smallint language sql immutable as
  $$ select (get_byte(uuid_send(member), 15) % 8)::smallint $$;

create function account_joined() returns trigger language plpgsql as $$
begin
  insert into enrollment.member_events (shard, type, member, occurred_at, programme, account, enrolled_by)
  select enrollment.shard_of_member(member), 'joined', member, joined_at, programme, id, enrolled_by from now_there;
  return null;
end $$;

create function identity_attached() returns trigger language plpgsql as $$
begin
  insert into enrollment.member_events (shard, type, member, occurred_at, identity, hash)
  select enrollment.shard_of_member(member), 'attached', member, added_at, id, shared_hash
  from now_there where member is not null and shared_hash is not null;
  insert into enrollment.unshared_identities
  select id from now_there where member is not null and shared_hash is null on conflict do nothing;
  return null;
end $$;

create function identity_changed() returns trigger language plpgsql as $$
begin
  insert into enrollment.member_events (shard, type, member, occurred_at, identity, hash)
  select enrollment.shard_of_member(n.member), 'attached', n.member, n.added_at, n.id, n.shared_hash
  from now_there n join was_there w using (id)
  where n.member is not null and n.shared_hash is not null
    and (n.member is distinct from w.member or n.shared_hash is distinct from w.shared_hash);
  insert into enrollment.unshared_identities
  select id from now_there where member is not null and shared_hash is null on conflict do nothing;
  return null;
end $$;

create function identity_detached() returns trigger language plpgsql as $$
begin
  update enrollment.member_events e set hash = null from was_there w where e.identity = w.id and e.hash is not null;
  delete from enrollment.unshared_identities u using was_there w where u.identity = w.id;
  insert into enrollment.member_events (shard, type, member, occurred_at, identity)
  select enrollment.shard_of_member(member), 'detached', member, now(), id from was_there where member is not null;
  return null;
end $$;

create function member_erased() returns trigger language plpgsql as $$
begin
  insert into enrollment.member_events (shard, type, member, occurred_at)
  select enrollment.shard_of_member(n.id), 'erased', n.id, n.erased_at
  from now_there n join was_there w using (id) where n.erased_at is not null and w.erased_at is null;
  return null;
end $$;

create trigger account_joined after insert on accounts
  referencing new table as now_there for each statement execute function account_joined();
create trigger identity_attached after insert on identities
  referencing new table as now_there for each statement execute function identity_attached();
create trigger identity_changed after update on identities
  referencing old table as was_there new table as now_there for each statement execute function identity_changed();
create trigger identity_detached after delete on identities
  referencing old table as was_there for each statement execute function identity_detached();
create trigger member_erased after update on members
  referencing old table as was_there new table as now_there for each statement execute function member_erased();

-- Those who are members already: their accounts here, their identities when a process has hashed them.
insert into member_events (shard, type, member, occurred_at, programme, account, enrolled_by)
select shard_of_member(a.member), 'joined', a.member, a.joined_at, a.programme, a.id, a.enrolled_by
from accounts a join members m on m.id = a.member where m.erased_at is null order by a.member;
insert into unshared_identities select id from identities where member is not null;

-- Who stands for whom. Nobody is renamed and no row of an identity or an account is changed: after a merge a member stands
-- as another, in a household as the household, which is a row of members without a key, a profile or identities. What is
-- not here stands as itself.
alter table members add column is_household boolean not null default false;

create table standings (
  member    uuid constraint standings_pk primary key constraint standings_of references members (id),
  -- The member whom this one is after all merges; itself, where it is only in a household.
  root      uuid not null constraint standings_root references members (id),
  household uuid constraint standings_household references members (id),
  -- Whose accounts are the member's.
  stands_as uuid not null generated always as (coalesce(household, root)) stored
);
create index standings_by_root on standings (root);
create index standings_by_account_holder on standings (stands_as);

-- Every change of who stands for whom, and who made it and why. Never changed, but for what undid it.
create table standing_changes (
  id         uuid constraint standing_changes_pk primary key,
  kind       text not null,
  member     uuid not null,
  -- Into whom, or which household.
  other      uuid not null,
  undoes     uuid constraint standing_changes_undoes references standing_changes (id),
  undone_by  uuid,
  -- The change that it was made with: a household begins with its first members.
  part_of    uuid constraint standing_changes_part_of references standing_changes (id),
  -- Of somebody who leaves a household: what is taken along.
  takes      text,
  actor      text not null,
  reason     text not null,
  changed_at timestamptz(3) not null
);
create index standing_changes_by_member on standing_changes (member);
create index standing_changes_by_other on standing_changes (other);
create index standing_changes_by_part on standing_changes (part_of) where part_of is not null;

-- The outbox: what the ledger is to move because of it. In order for each account; kept, since what moved is the answer.
create table moves (
  id           uuid constraint moves_pk primary key,
  place        bigint generated always as identity,
  change       uuid not null constraint moves_of references standing_changes (id),
  programme    text not null,
  from_account uuid not null,
  to_account   uuid not null,
  members      uuid[] not null,
  whole        boolean not null,
  undoes       uuid,
  try_at       timestamptz not null default now(),
  attempts     integer not null default 0,
  -- Holds that it waits for.
  waits_for    jsonb,
  -- What moved.
  moved        jsonb,
  done_at      timestamptz
);
create index moves_due on moves (try_at) where done_at is null;
create index moves_open on moves (place) where done_at is null;
create index moves_by_change on moves (change);

-- Accounts that were a member's before they left their points to a household: the ledger still knows them.
create table former_accounts (
  id        uuid constraint former_accounts_pk primary key,
  member    uuid not null constraint former_accounts_of references members (id),
  programme text not null,
  until     timestamptz(3) not null
);

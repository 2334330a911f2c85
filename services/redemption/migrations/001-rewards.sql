-- The catalogue: what a reward was called and cost, version by version; the newest is in force. How many are left is not
-- here but in the ledger, where it is decided together with the points. Constraints are named, and the TypeORM entities
-- name them alike.

create table rewards (
  id        text not null,
  version   integer not null,
  programme text not null,
  document  jsonb not null,
  set_by    text not null,
  set_at    timestamptz(3) not null,
  constraint rewards_pk primary key (id, version)
);
create index rewards_by_programme on rewards (programme, id);

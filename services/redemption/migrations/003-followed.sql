-- How far automatic rewards have followed the ledger. It saves reading, and decides nothing: what is read again is settled
-- already.

create table followed (
  shard    integer constraint followed_pk primary key,
  position bigint not null
);

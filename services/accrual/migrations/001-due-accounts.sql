-- Which accounts have something falling due, and when: read from the ledger, for the job that books it.
-- Everything here can be dropped and is read again from the ledger.

create table due_accounts (
  account uuid primary key,
  next_due_at bigint not null
);

create index due_accounts_by_time on due_accounts (next_due_at, account);

-- How far each shard of the ledger has been read.
create table due_checkpoints (
  shard integer primary key,
  position bigint not null
);

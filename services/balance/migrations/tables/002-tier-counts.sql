-- What an account has counted towards tiers, as it stands in the log and in its order: whose points count, and what a tier
-- needs, is said by the programme that is asked. Its stream lies beside the account's and names it as the log does (`acc_…`).
create table tier_counts (
  shard       integer not null,
  stream      uuid not null,
  version     bigint not null,
  account     text collate "C" not null,
  recorded_at bigint not null,
  type        text not null,
  payload     text not null,
  primary key (stream, version)
);
create index tier_counts_by_account on tier_counts (account, version);

-- What an account has counted towards tiers, as it stands in the log and in its order: whose points count, and what a tier
-- needs, is said by the programme that is asked.
create table tier_counts (
  shard       integer not null,
  account     uuid not null,
  version     bigint not null,
  recorded_at bigint not null,
  type        text not null,
  payload     text not null,
  primary key (account, version)
);

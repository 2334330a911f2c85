-- Changes of programmes on their way into the ledger's log. The log says what was applied; these say who asked, why, by
-- which road, and what was asked for and did not come to be.
create table proposals (
  id uuid not null constraint proposals_pk primary key,
  programme text not null,
  document text not null,
  tests text,
  -- The version that it was made against; 0: none.
  base integer not null,
  rollback_to integer,
  -- proposed, accepted (on its way into the log), applied, superseded
  status text not null,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz(3) not null,
  proposed_road text not null,
  proposed_reason text,
  approved_by text,
  approved_by_name text,
  approved_at timestamptz(3),
  approved_road text,
  approved_reason text,
  version integer
);

create index proposals_of on proposals (programme);
-- What a process that fell over has left on its way.
create index proposals_accepted on proposals (status);

create table campaigns (
  id uuid not null constraint campaigns_pk primary key,
  programme text not null,
  campaign text not null,
  name text not null,
  goal text,
  created_by text not null,
  created_at timestamptz(3) not null,
  constraint campaigns_named unique (programme, campaign)
);

-- The part of the audit trail that no log holds. Rows are only ever added.
create table campaign_edits (
  id uuid not null constraint campaign_edits_pk primary key,
  programme text not null,
  campaign text not null,
  step text not null,
  at timestamptz(3) not null,
  by text not null,
  road text not null,
  reason text,
  name text not null,
  goal text
);

create index campaign_edits_of on campaign_edits (programme);

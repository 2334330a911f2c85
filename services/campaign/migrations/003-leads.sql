-- Where the ledger leads to: what was bought in an account counts for the one its points went to. Read from the log with
-- `bought`, and emptied with it.
create table leads (
  account  text not null,
  -- Of one member; empty: of all who are asked for there.
  member   text not null,
  leads_to text not null,
  constraint leads_pk primary key (account, member)
);

create index leads_by_goal on leads (leads_to);

-- Pages of members come from enrollment now.
drop index bought_in;

-- Which version of the projection answers. The tables of a version live in a schema of their own (balance_v1, …);
-- the views of this schema show those of the serving one, and are replaced in the transaction that moves the mark.
create table versions (
  version    integer primary key,
  serving    boolean not null default false,
  created_at timestamptz not null default now()
);
create unique index one_version_serves on versions (serving) where serving;

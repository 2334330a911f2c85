-- Which codes there are, and on what terms; what became of one is in the ledger, in a stream that follows from its hash.
-- No code stands here: whoever reads this table can neither use one nor try whether they have one.

create table voucher_pools (
  id          text constraint voucher_pools_pk primary key,
  programme   text not null,
  uses_max    integer not null,
  valid_from  timestamptz(3) not null,
  valid_until timestamptz(3),
  -- Codes 1 to this were generated; imported ones are not counted in it.
  generated   integer not null,
  set_by      text not null,
  set_at      timestamptz(3) not null
);

create table voucher_codes (
  hash   bytea constraint voucher_codes_pk primary key,
  -- No foreign key: a million rows would look it up one by one, and no pool is ever deleted.
  pool   text not null,
  -- Null: whoever has the code may use it.
  member text
);

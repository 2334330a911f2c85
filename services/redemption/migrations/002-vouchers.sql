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
  pool   text not null constraint voucher_codes_of references voucher_pools (id),
  -- Null: whoever has the code may use it.
  member text
);

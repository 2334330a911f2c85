-- One row: where the test clock stands. Processes that share the database share it.
create table test_clock (
  only_row boolean primary key default true check (only_row),
  now      timestamptz not null
);

-- The first answer to every write that is recognised by its Idempotency-Key alone; kept for ever.
create table idempotency (
  scope       text not null,
  key         text not null,
  fingerprint text not null,
  -- Null only inside the transaction that is still doing the work.
  answer      text,
  created_at  timestamptz not null default now(),
  primary key (scope, key)
);

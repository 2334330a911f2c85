-- Keys are random, 256 bits: a plain SHA-256 of one cannot be guessed back, and costs a request nothing.
create table keys (
  id           uuid primary key,
  name         text not null,
  scopes       text[] not null,
  secret_hash  bytea not null,
  created_at   timestamptz not null,
  -- To the hour: a write per request would cost more than the answer is worth.
  last_used_at timestamptz,
  revoked_at   timestamptz
);

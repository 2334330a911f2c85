-- Of a sealed row, `value` holds the whole message (a parked key's row: `key` the key) and only its service can open it.
-- Rows from before stay readable as they are.
alter table dead_letters add column sealed boolean not null default false;
alter table parked_keys add column sealed boolean not null default false;
alter table parked_messages add column sealed boolean not null default false;

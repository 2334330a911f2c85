-- What somebody has changed by hand, and why: written before it is done, and what came of it afterwards.
create table staff_actions (
  number     bigint generated always as identity primary key,
  at         timestamptz not null,
  -- `key_…`, or `cli:…` of who asked at the command line, where there is no key.
  actor      text not null,
  method     text not null,
  path       text not null,
  -- Null where the door was promised without one.
  reason     text,
  request_id text not null,
  -- 'done', 'repeated', 'failed' or the code of the problem; null where the process ended before it knew.
  outcome    text
);
create index staff_actions_by_path on staff_actions (path, number);
create index staff_actions_by_actor on staff_actions (actor, number);

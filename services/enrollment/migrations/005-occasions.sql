-- What a member earns for by itself: joining a programme, and a birthday. Accrual hears of it as of any reported action.

-- Programmes in which joining earns now, as accrual has told. Whoever joins another one leaves no row anywhere.
create table welcoming (
  programme   text constraint welcoming_pk primary key,
  -- Since when some version of it has said so.
  since       timestamptz(3) not null,
  -- Those who joined between the version and this row have been looked for.
  looked_back boolean not null default false
);

-- Who was a member before this release joined without it, and shops may have reported it by hand.
create table occasions_begin (event bigint not null);
insert into occasions_begin select coalesce(max(id), 0) from member_events;

-- The outbox. Kept when it has been given: the key says that it was, once for a member, a programme and an occasion.
create table occasions (
  id          bigint generated always as identity constraint occasions_pk primary key,
  member      uuid not null,
  programme   text not null,
  -- `joined`, `birthday:2027`.
  occasion    text not null,
  occurred_at timestamptz(3) not null,
  try_at      timestamptz not null default now(),
  attempts    integer not null default 0,
  given_at    timestamptz,
  constraint occasions_once unique (member, programme, occasion)
);
create index occasions_due on occasions (try_at) where given_at is null;

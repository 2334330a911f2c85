-- When a member's identities were added or taken away after they had joined: that it was, and nothing of what. For those who
-- watch what follows such a change; kept for as long as anybody looks back, and gone when the member is erased.
create table contact_changes (
  member     uuid not null constraint contact_changes_of references members (id),
  changed_at timestamptz(3) not null
);
create index contact_changes_by_member on contact_changes (member, changed_at);

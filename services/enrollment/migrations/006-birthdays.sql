-- On which day of the year a member's birthday is, as a keyed hash: enough to ask who has one on a day, and nothing that can
-- be read without the installation's secret. A process fills it in, in pages, where a programme asks for birthdays: only a
-- process has the secrets. Null: not known yet; empty: the member has told none.
alter table members add column birthday_day bytea;
create index members_by_birthday on members (birthday_day) where birthday_day is not null;
create index members_of_unknown_birthday on members (id) where birthday_day is null and profile is not null;

-- Whoever changes a profile, of this release or of the one before: what was known of it is not known any more. So it also
-- goes when a member is erased.
create function birthday_forgotten() returns trigger language plpgsql as $$
begin
  new.birthday_day := null;
  return new;
end $$;
create trigger birthday_forgotten before update of profile on members
  for each row execute function birthday_forgotten();

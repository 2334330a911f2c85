-- By whom members were invited into programmes: ids alone, said once and never changed. No person can be found by it.
create table invitations (
  member     uuid not null constraint invitations_of references members (id),
  programme  text not null,
  -- No foreign key: who is being changed is held, and two who name each other would wait for one another.
  inviter    uuid not null,
  joined_at  timestamptz(3) not null,
  invited_at timestamptz(3) not null,
  constraint invitations_pk primary key (member, programme)
);
create index invitations_by_inviter on invitations (inviter);
-- Two never invite each other, however they race: whichever comes second meets the first at this key.
create unique index invitations_one_way on invitations (programme, least(member, inviter), greatest(member, inviter));

-- What a member tells friends. Drawn when it is first asked for; it goes with the member.
create table referral_codes (
  member uuid constraint referral_codes_pk primary key constraint referral_codes_of references members (id),
  code   text not null constraint referral_codes_once unique
);

import { EntitySchema } from 'typeorm';

/** The tables that are edited row by row. `migrations/*.sql` makes them; a test holds both to the same shape. */

export interface MemberRow {
  readonly id: string;
  readonly joinedAt: Date;
  readonly enrolledBy: string | null;
  readonly profile: Buffer | null;
  readonly erasedAt: Date | null;
  /** Has accounts, and nothing else of a member. */
  readonly isHousehold: boolean;
  /** A keyed hash of the day of the year; null where it is not known yet, empty where none was told. */
  readonly birthdayDay?: Buffer | null;
}

export const memberRows = new EntitySchema<MemberRow>({
  name: 'MemberRow',
  tableName: 'members',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'members_pk' },
    joinedAt: { name: 'joined_at', type: 'timestamptz', precision: 3 },
    enrolledBy: { name: 'enrolled_by', type: 'text', nullable: true },
    profile: { type: 'bytea', nullable: true },
    erasedAt: { name: 'erased_at', type: 'timestamptz', precision: 3, nullable: true },
    isHousehold: { name: 'is_household', type: 'boolean', default: false },
    birthdayDay: { name: 'birthday_day', type: 'bytea', nullable: true, select: false },
  },
  indices: [
    { name: 'members_by_birthday', columns: ['birthdayDay'], where: 'birthday_day is not null' },
    { name: 'members_of_unknown_birthday', columns: ['id'], where: 'birthday_day is null and profile is not null' },
  ],
});

export interface MemberKeyRow {
  readonly member: string;
  readonly wrapped: Buffer;
}

export const memberKeyRows = new EntitySchema<MemberKeyRow>({
  name: 'MemberKeyRow',
  tableName: 'member_keys',
  columns: {
    member: {
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'member_keys_pk',
      foreignKey: { target: memberRows, name: 'member_keys_of' },
    },
    wrapped: { type: 'bytea' },
  },
});

export interface AccountRow {
  readonly id: string;
  readonly member: string;
  readonly programme: string;
  readonly joinedAt: Date;
  readonly enrolledBy: string | null;
}

export const accountRows = new EntitySchema<AccountRow>({
  name: 'AccountRow',
  tableName: 'accounts',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'accounts_pk' },
    member: { type: 'uuid', foreignKey: { target: memberRows, name: 'accounts_of' } },
    programme: { type: 'text' },
    joinedAt: { name: 'joined_at', type: 'timestamptz', precision: 3 },
    enrolledBy: { name: 'enrolled_by', type: 'text', nullable: true },
  },
  uniques: [{ name: 'accounts_once_per_programme', columns: ['member', 'programme'] }],
});

/** Without a member it is a stranger: seen at a till, and nobody's yet. */
export interface IdentityRow {
  readonly id: string;
  readonly hash: Buffer;
  readonly kind: string;
  readonly member: string | null;
  readonly sealed: Buffer | null;
  readonly addedAt: Date;
  /** Under which other services know it; null where the last release wrote it. */
  readonly sharedHash: Buffer | null;
}

export const identityRows = new EntitySchema<IdentityRow>({
  name: 'IdentityRow',
  tableName: 'identities',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'identities_pk' },
    hash: { type: 'bytea' },
    kind: { type: 'text' },
    member: { type: 'uuid', nullable: true, foreignKey: { target: memberRows, name: 'identities_of' } },
    sealed: { type: 'bytea', nullable: true },
    addedAt: { name: 'added_at', type: 'timestamptz', precision: 3 },
    sharedHash: { name: 'shared_hash', type: 'bytea', nullable: true },
  },
  uniques: [{ name: 'identities_once', columns: ['hash'] }],
  indices: [{ name: 'identities_by_member', columns: ['member'] }],
  checks: [{ name: 'identities_sealed_with_member', expression: '(member is null) = (sealed is null)' }],
});

export interface WriteRow {
  readonly key: Buffer;
  readonly operation: string;
  readonly member: string;
  readonly subject: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly writtenAt: Date;
}

export const writeRows = new EntitySchema<WriteRow>({
  name: 'WriteRow',
  tableName: 'writes',
  columns: {
    key: { type: 'bytea', primary: true, primaryKeyConstraintName: 'writes_pk' },
    operation: { type: 'text' },
    member: { type: 'uuid' },
    subject: { type: 'uuid' },
    fields: { type: 'jsonb' },
    writtenAt: { name: 'written_at', type: 'timestamptz', precision: 3 },
  },
  indices: [{ name: 'writes_by_member', columns: ['member'] }],
});

export const entities = [memberRows, memberKeyRows, accountRows, identityRows, writeRows];

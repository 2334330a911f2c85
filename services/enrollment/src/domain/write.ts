import type { Refusal } from './refusal.js';

/** A write as it can be recognised again: what was asked for, field by field, as keyed hashes. */
export interface Write {
  readonly key: Buffer;
  readonly operation: Operation;
  readonly fields: Readonly<Record<string, string>>;
}

export type Operation =
  | 'enrol'
  | 'edit'
  | 'add_identity'
  | 'remove_identity'
  | 'join'
  | 'erase'
  | 'merge'
  | 'unmerge'
  | 'household'
  | 'join_household'
  | 'leave_household';

/** A write that was made, and what it made or changed: an account or an identity of the member, or the member. */
export interface RecordedWrite extends Write {
  readonly member: string;
  readonly subject: string;
}

/** The names of the fields that were not sent alike; a key that served another kind of write differs in that first. */
export function differences(first: Write, second: Write): readonly string[] {
  if (first.operation !== second.operation) return ['operation'];
  const names = new Set([...Object.keys(first.fields), ...Object.keys(second.fields)]);
  return [...names].filter((name) => first.fields[name] !== second.fields[name]).sort();
}

/** Undefined where the second write is the first one sent again. */
export function refuseOtherContent(first: RecordedWrite, second: Write): Refusal | undefined {
  const fields = differences(first, second);
  return fields.length === 0 ? undefined : { reason: 'already_used_with_other_content', member: first.member, fields };
}

import type { IdentityKind } from '@loyalty/contracts';

/** Everything enrollment says no to, with what explains it. Listed once; never carries personal data. */
export type Refusal =
  | { readonly reason: 'already_used_with_other_content'; readonly member: string; readonly fields: readonly string[] }
  | { readonly reason: 'identity_taken'; readonly kinds: readonly IdentityKind[] }
  | { readonly reason: 'too_many_identities'; readonly max: number }
  | { readonly reason: 'identity_not_found' }
  | { readonly reason: 'member_not_found' }
  | { readonly reason: 'member_erased'; readonly erasedAt: number }
  | { readonly reason: 'members_are_one'; readonly member: string }
  | { readonly reason: 'member_merged'; readonly member: string; readonly into: string }
  | { readonly reason: 'member_in_household'; readonly member: string; readonly household: string }
  | { readonly reason: 'household_not_found' }
  | { readonly reason: 'member_not_in_household'; readonly member: string }
  | { readonly reason: 'merge_not_found' }
  | { readonly reason: 'merge_undone'; readonly unmerge: string }
  | { readonly reason: 'merged_further'; readonly merge: string }
  | { readonly reason: 'referrer_not_found' }
  | { readonly reason: 'referred_by_oneself' }
  | { readonly reason: 'referred_each_other' }
  | { readonly reason: 'already_referred' }
  | { readonly reason: 'referred_too_late'; readonly joinedAt: number }
  | { readonly reason: 'programme_required'; readonly programmes: readonly string[] }
  | { readonly reason: 'programme_not_found'; readonly programme: string; readonly programmes: readonly string[] };

/** What became of a command. One that had already happened is done, and says that it is a repeat. */
export type Outcome<T> =
  | { readonly done: T; readonly repeated: boolean; readonly refused?: never }
  | { readonly refused: Refusal; readonly done?: never };

export const done = <T>(value: T): Outcome<T> => ({ done: value, repeated: false });
export const repeated = <T>(value: T): Outcome<T> => ({ done: value, repeated: true });
export const refuse = (refusal: Refusal): Outcome<never> => ({ refused: refusal });

import { type Account, holdOf, leadOf } from './account.js';
import type { AccountId, HoldId, MemberId, Slice } from './nouns.js';
import { arrived } from './transfer.js';

/** An Account that a Purchase or a Redemption was made with, and by whom. */
export interface Owned {
  readonly account: AccountId;
  readonly member: MemberId;
}

export type StateOf = (account: AccountId) => Account;

/** As `StateOf`, of readers that keep no more of an Account. */
export type LeadsOf = (account: AccountId) => Pick<Account, 'leads'>;

/** The Account that has a Member's points now, wherever moves have led since. */
export function accountNow({ account, member }: Owned, stateOf: LeadsOf): AccountId {
  for (let at = account; ;) {
    const to = leadOf(stateOf(at), member);
    if (to === undefined) return at;
    at = to;
  }
}

/** The Account in which a hold is, open or over: it goes along when everything moves, and stays when Members part. */
export function accountOfHold({ account, member }: Owned, hold: HoldId, stateOf: StateOf): AccountId {
  for (let at = account; ;) {
    const state = stateOf(at);
    const to = holdOf(state, hold) ? undefined : leadOf(state, member);
    if (to === undefined) return at;
    at = to;
  }
}

/** The Account and all from which points ever came to it: what was bought for them may be found under each. */
export function accountsGathered(account: AccountId, stateOf: StateOf): readonly AccountId[] {
  const found = new Set([account]);
  // A set that grows is walked to its new end.
  for (const each of found) for (const from of stateOf(each).gathered) found.add(from);
  return [...found];
}

/** Slices of an old burn, by the Account that has the points of whoever earned them now; nearly always that is one. */
export function slicesWhereNow(
  account: AccountId,
  slices: readonly Slice[],
  stateOf: StateOf,
): ReadonlyMap<AccountId, Slice[]> {
  const parts = new Map<AccountId, Slice[]>();
  for (const slice of slices) {
    const now = accountNow({ account, member: slice.member }, stateOf);
    const part = parts.get(now) ?? [];
    parts.set(now, part);
    part.push(arrived(slice, { account: now, from: account }));
  }
  return parts;
}

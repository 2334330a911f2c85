import type { Category, StreamId } from '@loyalty/event-store';
import { accountNow, accountStream, type StateOf, accountsGathered as gathered } from '@loyalty/ledger';
import type { Owner } from '../domain/purchase-state.js';
import { accountStreamId } from './account-book.js';

/** A draft, or the view of a decision without one. */
export interface States {
  state<State, Event>(category: Category<State, Event>, stream: StreamId): { readonly state: State };
}

/**
 * Who earned stays who earned; the account is the one that has their points now. Members become one, share a household
 * and part again, and what is decided about an old purchase is decided where its lots are (ADR 0046).
 */
export function ownerNow<Of extends Owner>(states: States, owner: Of): Of {
  const account = accountNow(owner, accountsOf(states));
  return account === owner.account ? owner : { ...owner, account };
}

/** One person, or people who share an account. */
export function isTogether(states: States, one: Owner, other: Owner): boolean {
  return one.member === other.member || ownerNow(states, one).account === ownerNow(states, other).account;
}

/** The account and all from which points ever came to it: under each of them purchases are found. */
export function accountsGathered(states: States, account: string): readonly string[] {
  return gathered(account, accountsOf(states));
}

const accountsOf =
  (states: States): StateOf =>
  (account) =>
    states.state(accountStream, accountStreamId(account)).state;

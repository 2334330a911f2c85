import type { EventStore, View } from '@loyalty/event-store';
import { type Account, accountNow, accountOfHold, accountStream, type StateOf } from '@loyalty/ledger';
import type { Redemption } from '../domain/redemption-stream.js';
import { accountStreamId } from './account-book.js';
import type { Owner } from './ports.js';

/** An account as a decision finds it. */
export interface Place {
  /** `acc_…` */
  readonly account: string;
  readonly stream: string;
  readonly version: number;
  readonly state: Account;
}

interface Holding {
  readonly facts: Owner & Pick<Redemption['facts'], 'redemption'>;
}

/** Who asks stays who asks; the account is the one that has their points now (ADR 0046). */
export function ownerNow(view: View, owner: Owner): Owner {
  const { member, account } = owner;
  return { member, account: accountNow({ member, account }, accountsOf(view)) };
}

/** Where the hold of a redemption is: it goes along with a merge, and stays where it is when members part. */
export function placeOfHold(view: View, { facts }: Holding): Place {
  return placeOf(view, accountOfHold(facts, facts.redemption, accountsOf(view)));
}

export function placeOf(view: View, account: string): Place {
  const stream = accountStreamId(account);
  return { account, stream, ...view.state(accountStream, stream) };
}

/** The same, as committed, for reads outside a decision. */
export function loadHolder(store: EventStore, { facts }: Holding): Promise<Account> {
  const { redemption, member, account } = facts;
  return store.preview({
    on: accountStreamId(account),
    decide: (view) => ({ answer: placeOfHold(view, { facts: { redemption, member, account } }).state, appends: [] }),
  });
}

export const accountsOf =
  (view: View): StateOf =>
  (account) =>
    view.state(accountStream, accountStreamId(account)).state;

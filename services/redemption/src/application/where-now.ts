import type { EventStore, View } from '@loyalty/event-store';
import { type Account, accountNow, accountOfHold, accountStream, type StateOf } from '@loyalty/ledger';
import { type Redemption, redemptionStream } from '../domain/redemption-stream.js';
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

/**
 * A redemption and the account of its hold at one moment, for reads outside a decision: read one after the other they may
 * not fit. Undefined where there is none, or only a void that waits for one.
 */
export function loadHeld(
  store: EventStore,
  stream: string,
): Promise<{ readonly redemption: Redemption; readonly version: number; readonly account: Account } | undefined> {
  return store.preview({
    on: stream,
    decide(view) {
      const { state, version } = view.state(redemptionStream, stream);
      if (state.status !== 'known') return { answer: undefined, appends: [] };
      return { answer: { redemption: state, version, account: placeOfHold(view, state).state }, appends: [] };
    },
  });
}

export const accountsOf =
  (view: View): StateOf =>
  (account) =>
    view.state(accountStream, accountStreamId(account)).state;

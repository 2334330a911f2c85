import { type Account, changesBetween, nextDueAt } from './account.js';
import type { Facts, LedgerEvent } from './events.js';
import { apply } from './evolve.js';
import { remember } from './memory.js';
import { pointsMax, type WalletBalance } from './nouns.js';
import type { Rejection } from './rejections.js';

/** What a verb answers: the events it leads to and the Account after them, or why not. */
export type Decision<Event = LedgerEvent, Refusal = Rejection> =
  | { readonly accepted: true; readonly events: readonly Event[]; readonly account: Account }
  | { readonly accepted: false; readonly rejection: Refusal };

/** A decision being written: what fell due comes first, then what was asked for. */
export interface Journal {
  account: Account;
  readonly events: LedgerEvent[];
}

export function journal(account: Account): Journal {
  return { account, events: [] };
}

/** Applies the facts and completes them to an event. */
export function write(journal: Journal, facts: Facts): void {
  const before = journal.account;
  const after = apply(before, facts);
  const { changes, balances } = changesBetween(before, after);
  const event = { ...facts, changes, balances, nextDueAt: nextDueAt(after) } as LedgerEvent;
  remember({ before, event, after });
  journal.account = after;
  journal.events.push(event);
}

export function accept(journal: Journal): Decision {
  for (const event of journal.events) {
    const beyond = event.balances.find(isBeyondMax);
    if (beyond) return reject({ reason: 'too_many_points', wallet: beyond.wallet, points: sizeOf(beyond), pointsMax });
  }
  return { accepted: true, events: journal.events, account: journal.account };
}

/** It has happened already: accepted, and nothing follows. */
export function unchanged(account: Account): Decision {
  return { accepted: true, events: [], account };
}

export function reject(rejection: Rejection): Decision {
  return { accepted: false, rejection };
}

/** Numbers of which no sum can be too large, as nearly all are, cost no arithmetic. */
function isBeyondMax(balance: WalletBalance): boolean {
  const { available, held, pending, shortfall } = balance;
  const isHarmless = available < plenty && available > -plenty && held < plenty && pending < plenty;
  return !(isHarmless && shortfall < plenty) && sizeOf(balance) > pointsMax;
}

const plenty = pointsMax / 4n;

/** The largest number that the balance has to say. */
function sizeOf({ available, held, pending, shortfall }: WalletBalance): bigint {
  const numbers = [-available, shortfall, available + held + pending, held + pending];
  return numbers.reduce((largest, each) => (each > largest ? each : largest));
}

import type { EventStore } from '@loyalty/event-store';
import { accountStream, bookDue } from '@loyalty/ledger';

/** Accounts by when something falls due in them next; read from the ledger, so it can be thrown away. */
export interface DueAccounts {
  /** Streams of accounts with something due at this instant, the most overdue first. */
  dueAt(now: number, limit: number): Promise<readonly string[]>;
  nextDueAt(): Promise<number | undefined>;
  /** Resolves when everything committed before the call is known here. */
  caughtUp(): Promise<void>;
}

const AT_ONCE = 500;

/**
 * Books maturity, lapse and expiry of quiet accounts. Every decision does the same for its own account first, so two
 * processes at once, or one that comes late, change nothing but the hour at which it is written down.
 */
export async function bookAllDue(
  now: number,
  { store, due }: { store: EventStore; due: DueAccounts },
): Promise<number> {
  let booked = 0;
  for (;;) {
    await due.caughtUp();
    const accounts = await due.dueAt(now, AT_ONCE);
    if (accounts.length === 0) return booked;
    const counts = await Promise.all(accounts.map((account) => bookAccount(account, store)));
    for (const count of counts) booked += count;
    // Another process has booked them all meanwhile, or their clock is behind; the next turn sees.
    if (counts.every((count) => count === 0)) return booked;
  }
}

async function bookAccount(account: string, store: EventStore): Promise<number> {
  const { answer } = await store.execute({
    on: account,
    decide(view) {
      const decision = bookDue(view.now, view.state(accountStream, account).state);
      if (!decision.accepted)
        throw new Error(`what is due of ${account} cannot be booked: ${decision.rejection.reason}`);
      const events = decision.events.map((event) => ({ event, occurredAt: event.occurredAt }));
      const appends = events.length === 0 ? [] : [{ category: accountStream, stream: account, events }];
      return { answer: events.length, appends };
    },
  });
  return answer;
}

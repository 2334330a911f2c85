import type { EventStore } from '@loyalty/event-store';
import { counter, type Job } from '@loyalty/service-host';
import { bookAllDue, type DueAccounts } from '../../application/accounts/book-due.js';

const booked = counter('loyalty_due_events_total', 'Events that the job booked because their time had come');

/** Expiry, maturity and lapse of accounts in which nothing else happens. */
export function bookDueJob(ports: { readonly store: EventStore; readonly due: DueAccounts }): Job {
  return {
    name: 'accrual.book-due',
    everyMs: 1000,
    async run(now) {
      const events = await bookAllDue(now, ports);
      booked.inc(events);
      return events;
    },
    nextDueAt: () => ports.due.nextDueAt(),
  };
}

import type { RecordedEvent } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';

/** What a batch of the ledger says about accounts: the last event of each knows what falls due next; null: nothing. */
export function nextDueByAccount(events: readonly RecordedEvent[]): ReadonlyMap<string, number | null> {
  const last = new Map<string, RecordedEvent>();
  for (const event of events) if (event.category === accountStream.name) last.set(event.stream, event);
  return new Map([...last].map(([account, event]) => [account, accountStream.decode(event).nextDueAt]));
}

import { ledgerEventHeaders, toLedgerMessage } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import type { Message } from '@loyalty/messaging';

/** The ledger, whole: a shard is a partition, and every message bears its position in it. */
export const LEDGER_TOPIC = 'loyalty.ledger.events.v1';
export const RELAY_SCHEMA = 'ledger_relay';
const SOURCE = '/loyalty/ledger';

export function encodeLedgerEvent(event: RecordedEvent, traceparent: string): Message {
  const headers = ledgerEventHeaders(event, { source: SOURCE });
  headers['traceparent'] = traceparent;
  return { key: event.stream, value: toLedgerMessage(event), headers };
}

/** Undefined for a message that is none of the ledger's. */
export function positionOfMessage({ headers }: Message): number | undefined {
  const sequence = headers['ce_source'] === SOURCE ? headers['ce_sequence'] : undefined;
  return sequence === undefined ? undefined : Number(sequence);
}

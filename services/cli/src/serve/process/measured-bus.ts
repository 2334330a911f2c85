import type { Bus } from '@loyalty/messaging';
import { timedSends } from './timed-sends.js';
import type { SendTaken } from './relay-messages.js';
import { counter, histogram } from '@loyalty/service-host';

const OF_CLIENT = ['messaging_system', 'messaging_operation_name', 'messaging_destination_name'] as const;
const OF_CONSUMER = ['messaging_system', 'messaging_destination_name', 'messaging_consumer_group_name'] as const;

const sent = counter('messaging_client_sent_messages_total', 'Messages that the bus was given', OF_CLIENT);
const consumed = counter('messaging_client_consumed_messages_total', 'Messages that the bus has brought', [
  ...OF_CLIENT,
  'messaging_consumer_group_name',
]);
const sending = histogram('messaging_client_operation_duration_seconds', 'Duration of sends', OF_CLIENT);
const processing = histogram(
  'messaging_process_duration_seconds',
  'Duration of what is done with a batch',
  OF_CONSUMER,
);

const system = { messaging_system: 'kafka' };
/** A group of one process alone is named with an id that no other ever had. */
const OWN_ID = /-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function countSend({ topic, messages, seconds }: SendTaken): void {
  const labels = { ...system, messaging_operation_name: 'send', messaging_destination_name: topic };
  sending.observe(labels, seconds);
  sent.inc(labels, messages);
}

/** The same bus, and what passes over it. */
export function measuredBus(bus: Bus): Bus {
  return {
    ...timedSends(bus, countSend),
    subscribe(subscription) {
      const group = { messaging_consumer_group_name: subscription.group.replace(OWN_ID, '') };
      return bus.subscribe({
        ...subscription,
        async handle(batch) {
          const topic = { messaging_destination_name: batch.topic };
          consumed.inc({ ...system, messaging_operation_name: 'poll', ...topic, ...group }, batch.messages.length);
          const startedAt = performance.now();
          try {
            await subscription.handle(batch);
          } finally {
            processing.observe({ ...system, ...topic, ...group }, (performance.now() - startedAt) / 1000);
          }
        },
      });
    },
  };
}

import type { Bus } from '@loyalty/messaging';
import type { SendTaken } from './relay-messages.js';

/** The same bus, and whoever wants to know is told of every send. */
export function timedSends(bus: Bus, onSend: (send: SendTaken) => void): Bus {
  return {
    ...bus,
    async send(topic, partition, messages) {
      const startedAt = performance.now();
      try {
        return await bus.send(topic, partition, messages);
      } finally {
        onSend({ topic, messages: messages.length, seconds: (performance.now() - startedAt) / 1000 });
      }
    },
  };
}

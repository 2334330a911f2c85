import { describeEventStore, type Adapter } from '../event-store.features.js';
import { describeTraces } from '../traces.features.js';
import { createInMemoryStore } from './in-memory-store.js';

const adapter: Adapter = {
  name: 'in memory',
  start: async () => undefined,
  stop: async () => undefined,
  create: async (clock) => createInMemoryStore({ clock }),
};

describeEventStore(adapter);
describeTraces(adapter);

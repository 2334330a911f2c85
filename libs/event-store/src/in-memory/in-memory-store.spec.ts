import { describeEventStore } from '../event-store.features.js';
import { createInMemoryStore } from './in-memory-store.js';

describeEventStore({
  name: 'in memory',
  start: async () => undefined,
  stop: async () => undefined,
  create: async (clock) => createInMemoryStore({ clock }),
});

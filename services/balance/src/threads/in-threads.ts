import type { EventStore } from '@loyalty/event-store';
import type { Projector } from '../application/projector.js';
import type { ThreadData } from './messages.js';
import { ProjectionThread } from './projection-thread.js';
import { rebuildInThread } from './rebuild-thread.js';

export interface Threads extends ThreadData {
  readonly store: Pick<EventStore, 'onCommit'>;
}

const FOLLOWS = { file: new URL('./projection-worker.js', import.meta.url) };
const REBUILDS = { file: new URL('./rebuild-worker.js', import.meta.url) };

/** The read model is made beside the loop that answers requests. */
export function inThreads({ store, ...data }: Threads): Projector {
  return {
    follow: (listener) =>
      new ProjectionThread({ ...listener, program: FOLLOWS, data, onCommit: (each) => store.onCommit(each) }),
    rebuild: (onProgress, signal) => rebuildInThread({ program: REBUILDS, data, onProgress, signal }),
  };
}

import type { EventStore } from '@loyalty/event-store';
import type { Projector } from '../application/projector.js';
import type { ThreadData } from './messages.js';
import { ProjectionThread } from './projection-thread.js';

export interface Threads extends ThreadData {
  readonly store: Pick<EventStore, 'onCommit'>;
}

/** The read model is made beside the loop that answers requests. */
export function inThreads({ store, ...data }: Threads): Projector {
  return {
    follow: (listener) =>
      new ProjectionThread({
        ...listener,
        program: { file: new URL('./projection-worker.js', import.meta.url) },
        data,
        onCommit: (each) => store.onCommit(each),
      }),
  };
}

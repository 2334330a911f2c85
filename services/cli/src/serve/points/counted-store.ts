import type { Append, Command, EventStore } from '@loyalty/event-store';
import { accountStream, type Book, type LedgerEvent, postingsOf } from '@loyalty/ledger';

/** Points that moved: by verb, in which wallet of which programme. */
export type CountPoints = (verb: string, where: Where, points: bigint) => void;

interface Where {
  readonly wallet: string;
  readonly programme: string;
}

export interface Counting {
  readonly count: CountPoints;
  /** Of a command that claims nothing, as the booking of what is due: the only programme with that wallet, if it is one. */
  readonly programmeWith: (wallet: string) => string;
}

/** What a movement between two books is called; a book that points come from or go to says it, the others by where from. */
const VERBS: Partial<Record<Book, string>> = {
  issued: 'earned',
  adjusted_up: 'adjusted_up',
  transferred_in: 'transferred_in',
};
const VERBS_TO: Partial<Record<Book, string>> = {
  adjusted_down: 'adjusted_down',
  transferred_out: 'transferred_out',
  burned: 'burned',
  breakage: 'expired',
  reversed: 'reversed',
  held: 'held',
};

/**
 * The store, and what went into it: every account event that is committed counts, by whichever road it came, and also
 * what was booked on the way because it was due.
 */
export function countedStore(store: EventStore, counting: Counting): EventStore {
  return {
    capabilities: store.capabilities,
    shards: store.shards,
    async execute<Answer>(command: Command<Answer>) {
      let appends: readonly Append[] = NOTHING;
      const committed = await store.execute<Answer>({
        on: command.on,
        decide(view) {
          const decision = command.decide(view);
          appends = decision.appends;
          return decision;
        },
      });
      if (committed.recordedAt !== undefined) countAll(appends, counting);
      return committed;
    },
    preview: (command) => store.preview(command),
    readShard: (shard, after, limit) => store.readShard(shard, after, limit),
    readStream: (stream, afterVersion, limit) => store.readStream(stream, afterVersion, limit),
    load: (category, stream) => store.load(category, stream),
    find: (key) => store.find(key),
    heads: () => store.heads(),
    onCommit: (listener) => store.onCommit(listener),
    verify: (options) => store.verify(options),
    close: () => store.close(),
  };
}

const NOTHING: readonly Append[] = [];

function countAll(appends: readonly Append[], { count, programmeWith }: Counting): void {
  let programme: string | undefined;
  for (const { claims } of appends) programme ??= claims?.[0]?.scope;
  for (const { category, events } of appends) {
    if (category.name !== accountStream.name) continue;
    for (const { event } of events) {
      for (const { wallet, from, to, points } of postingsOf(event as LedgerEvent)) {
        if (points > 0n) count(verbOf(from, to), { wallet, programme: programme ?? programmeWith(wallet) }, points);
      }
    }
  }
}

function verbOf(from: Book, to: Book): string {
  const verb = VERBS[from] ?? VERBS_TO[to];
  if (verb !== undefined) return verb;
  if (from === 'burned') return 'refunded';
  return from === 'held' ? 'released' : 'matured';
}

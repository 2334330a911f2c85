import { fromRecordedEvent, type ledgerV1, toRecordedEvent } from '@loyalty/contracts';
import type { EventStore, FollowedLog, RecordedEvent } from '@loyalty/event-store';
import type { RpcClient, RpcHandlers } from '@loyalty/service-host';

type Service = typeof ledgerV1.LedgerLogService;

const PAGE = 1_000;
/** A message of gRPC may have 64 MiB, and a letter takes up to three bytes. One event alone is never that large. */
const LETTERS_OF_MESSAGE = 8 * 1024 * 1024;

/** The log, as its writer shows it to other processes: a page of a shard after the other, until the shard ends. */
export function answerForLedgerLog(store: Pick<EventStore, 'readShard' | 'heads'>): RpcHandlers<Service> {
  return {
    async heads() {
      return { positions: (await store.heads()).map(BigInt) };
    },
    async *readShard({ shard, after, limit }, { signal }) {
      let left = limit === undefined ? Number.POSITIVE_INFINITY : Number(limit);
      for (let from = Number(after); left > 0 && !signal.aborted;) {
        const events = await store.readShard(shard, from, Math.min(PAGE, left));
        if (events.length === 0) return;
        for (const part of inMessages(events)) yield { events: part.map(toRecordedEvent) };
        left -= events.length;
        from += events.length;
      }
    },
  };
}

/** Purchases of thousands of lines are megabytes each, and a page of them would not pass. */
function* inMessages(events: readonly RecordedEvent[]): Iterable<readonly RecordedEvent[]> {
  let [from, letters] = [0, 0];
  for (const [index, { payload }] of events.entries()) {
    letters += payload.length;
    if (index === from || letters <= LETTERS_OF_MESSAGE) continue;
    yield events.slice(from, index);
    [from, letters] = [index, payload.length];
  }
  yield events.slice(from);
}

/** The same, in another process: a log that can be read and followed. It is told of no commits. */
export async function askLedgerLog(client: RpcClient<Service>): Promise<FollowedLog> {
  const heads = async () => (await client.heads({})).positions.map(Number);
  return {
    shards: (await heads()).length,
    heads,
    async readShard(shard, after, limit) {
      const events: RecordedEvent[] = [];
      const pages = client.readShard({ shard, after: BigInt(after), limit: BigInt(limit) });
      for await (const page of pages) for (const event of page.events) events.push(fromRecordedEvent(event));
      return events;
    },
    onCommit: () => () => undefined,
  };
}

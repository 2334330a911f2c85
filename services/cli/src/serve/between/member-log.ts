import type { MemberSource } from '@loyalty/accrual';
import { type enrollmentV1, type MemberEvent, readMemberEvent, sayMemberEvent } from '@loyalty/contracts';
import type { MemberLog } from '@loyalty/enrollment';
import type { RpcClient, RpcHandlers } from '@loyalty/service-host';

type Service = typeof enrollmentV1.MemberLogService;

const PAGE = 1_000;

/** What happened to members, as enrollment shows it: a page of a shard after the other, until the shard ends. */
export function answerForMemberLog(log: MemberLog): RpcHandlers<Service> {
  return {
    async heads() {
      return { positions: (await log.heads()).map(BigInt) };
    },
    async *readShard({ shard, after, limit }, { signal }) {
      let left = limit === undefined ? Number.POSITIVE_INFINITY : Number(limit);
      for (let from = Number(after); left > 0 && !signal.aborted;) {
        const events = await log.readShard(shard, from, Math.min(PAGE, left));
        if (events.length === 0) return;
        yield { events: events.map(sayMemberEvent) };
        left -= events.length;
        from += events.length;
      }
    },
  };
}

/** The same, asked from another process. It is told of no commits. */
export function askMemberLog(client: RpcClient<Service>): MemberSource {
  return {
    async heads() {
      return (await client.heads({})).positions.map(Number);
    },
    async readShard(shard, after, limit) {
      const events: MemberEvent[] = [];
      const pages = client.readShard({ shard, after: BigInt(after), limit: BigInt(limit) });
      for await (const page of pages) for (const event of page.events) events.push(readMemberEvent(event));
      return events;
    },
    onCommit: () => () => undefined,
  };
}

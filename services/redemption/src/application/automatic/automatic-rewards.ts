import { accountStream } from '@loyalty/ledger';
import { toId } from '@loyalty/service-host/values';
import type { RecordedEvent } from '@loyalty/event-store';
import type { Reward } from '../../domain/rewards/reward.js';
import { followShards } from '../follow-shards.js';
import type { RedemptionPorts } from '../ports.js';
import { settleAccount } from './settle-account.js';

type FollowPorts = Pick<
  RedemptionPorts,
  'store' | 'newUuid' | 'vouchers' | 'programmes' | 'fingerprint' | 'members' | 'rewards' | 'positions'
>;

/**
 * Follows the ledger and settles each account that moved, as it stands then. While no reward is automatic, nothing is read.
 * The heads are taken before the rewards are looked at: what moves after a reward was put is never passed over.
 */
export class AutomaticRewards {
  /** Where all was settled; nothing is asked while nothing is committed. */
  private settled = '';

  constructor(private readonly ports: FollowPorts) {}

  /**
   * Who never followed begins here, and does so before the doors open: no automatic reward can have been put before.
   * Left to the first look, what was earned between a reward and that look would be passed over.
   */
  async begin(): Promise<void> {
    if (!(await this.ports.positions.read())) await this.ports.positions.moved(await this.committed());
  }

  /** All that was committed until now; answers what it did. */
  async catchUp(): Promise<{ readonly issued: number; readonly revoked: number }> {
    const { rewards, positions } = this.ports;
    const done = { issued: 0, revoked: 0 };
    const heads = await this.committed();
    const committed = [...heads.values()].join();
    if (committed === this.settled) return done;
    const automatic = (await rewards.list()).filter((reward) => reward.automatic);
    const read = await positions.read();
    if (automatic.length === 0 || !read) await positions.moved(heads);
    else await this.followTo(heads, { read, automatic, done });
    this.settled = committed;
    return done;
  }

  private async committed(): Promise<ReadonlyMap<number, number>> {
    return new Map((await this.ports.store.heads()).map((head, shard) => [shard, head]));
  }

  private async followTo(heads: ReadonlyMap<number, number>, { read, automatic, done }: Following): Promise<void> {
    const take = async (events: readonly RecordedEvent[]) => {
      for (const [account, member] of movedBy(events)) {
        const { issued, revoked } = await this.settle({ account, member }, automatic);
        done.issued += issued;
        done.revoked += revoked;
      }
    };
    const { store, positions } = this.ports;
    await followShards(heads, { store, read, positions, take });
  }

  /** The account is of the programme in which its member has it. */
  private async settle(moved: Moved, automatic: readonly Reward[]) {
    const named = new Set(automatic.map(({ programme }) => programme));
    const programmes = (await this.ports.programmes()).filter(({ id }) => named.has(id));
    const identity = { kind: 'id', value: moved.member } as const;
    const owners = await this.ports.members.resolve(programmes.map(({ id }) => ({ programme: id, identity })));
    const at = owners.findIndex((owner) => owner?.account === moved.account);
    const [programme, owner] = [programmes[at], owners[at]];
    if (!programme || !owner) return { issued: 0, revoked: 0 };
    const rewards = automatic.filter((reward) => reward.programme === programme.id);
    return settleAccount({ owner, programme, rewards }, this.ports);
  }
}

interface Following {
  readonly read: ReadonlyMap<number, number>;
  readonly automatic: readonly Reward[];
  readonly done: { issued: number; revoked: number };
}

interface Moved {
  readonly account: string;
  readonly member: string;
}

/** Accounts by who moved them last. */
function movedBy(events: readonly RecordedEvent[]): ReadonlyMap<string, string> {
  const moved = new Map<string, string>();
  for (const event of events) {
    if (event.category !== accountStream.name) continue;
    moved.set(toId('acc', event.stream), accountStream.decode(event).member);
  }
  return moved;
}

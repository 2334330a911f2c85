import { type Account, accountStream, availableAt } from '@loyalty/ledger';
import type { Programme } from '@loyalty/programme';
import { readPoints } from '../../domain/points.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { type Hindrance, hindrancesOf } from '../../domain/rewards/hindrances.js';
import {
  asksForStanding,
  type MemberStanding,
  priceFor,
  type Reward,
  type SentPrice,
} from '../../domain/rewards/reward.js';
import { NO_STOCK, stockStream } from '../../domain/rewards/stock-stream.js';
import { type Takings, takingsStream } from '../../domain/rewards/takings-stream.js';
import { accountStreamId } from '../account-book.js';
import type { Owner, RedemptionPorts } from '../ports.js';
import { NO_STANDING } from './choose-reward.js';
import { stockStreamId, takingsStreamId } from './reward-book.js';

/** Whether a member can have a reward now, what it would cost, and everything that stands in the way. */
export interface Availability {
  readonly reward: Reward;
  /** Null: there is none for this member. */
  readonly price: SentPrice | null;
  readonly reasons: readonly Reason[];
}

export type Reason =
  | Hindrance
  | {
      readonly reason: 'insufficient_points';
      readonly wallet: string;
      readonly available: bigint;
      readonly needed: bigint;
    };

type Ports = Pick<RedemptionPorts, 'store' | 'clock' | 'programmes' | 'members' | 'rewards' | 'standing'>;

/** All rewards of the programmes that the member is in, or of one. */
export async function availableRewards(
  { member, programme: named }: { readonly member: string; readonly programme?: string },
  ports: Ports,
): Promise<readonly Availability[] | Rejected> {
  const programmes = (await ports.programmes()).filter(({ id }) => named === undefined || id === named);
  if (named !== undefined && programmes.length === 0) {
    return reject({ reason: 'programme_not_found', programme: named });
  }
  const identity = { kind: 'id', value: member } as const;
  const owners = await ports.members.resolve(programmes.map(({ id }) => ({ programme: id, identity })));
  if (owners.every((owner) => owner === undefined)) return reject({ reason: 'member_not_found' });
  const lists = programmes.map(async (programme, at) => {
    const owner = owners[at];
    return owner ? ofProgramme(programme, owner, ports) : [];
  });
  return (await Promise.all(lists)).flat();
}

async function ofProgramme(programme: Programme, owner: Owner, ports: Ports): Promise<readonly Availability[]> {
  const rewards = await ports.rewards.list(programme.id);
  const [account, takings, standing] = await Promise.all([
    ports.store.load(accountStream, accountStreamId(owner.account)),
    ports.store.load(takingsStream, takingsStreamId(programme.id, owner.member)),
    rewards.some((reward) => asksForStanding(reward, programme))
      ? ports.standing?.({ ...owner, programme: programme.id })
      : undefined,
  ]);
  const now = ports.clock.now();
  const member = { programme, now, account: account.state, takings: takings.state, standing: standing ?? NO_STANDING };
  return Promise.all(rewards.map((reward) => judge(reward, member, ports)));
}

interface Judged {
  readonly programme: Programme;
  readonly now: number;
  readonly account: Account;
  readonly takings: Takings;
  readonly standing: MemberStanding;
}

async function judge(
  reward: Reward,
  { account, ...circumstances }: Judged,
  { store }: Pick<Ports, 'store'>,
): Promise<Availability> {
  const { standing, now } = circumstances;
  const stock = reward.stock === undefined ? NO_STOCK : (await store.load(stockStream, stockStreamId(reward.id))).state;
  const price = priceFor(reward, standing) ?? null;
  const short = readPoints(price?.points ?? []).flatMap(({ wallet, points: needed }): Reason[] => {
    const available = availableAt(account, wallet, now);
    return available < needed ? [{ reason: 'insufficient_points', wallet, available, needed }] : [];
  });
  return { reward, price, reasons: [...hindrancesOf(reward, { ...circumstances, stock }), ...short] };
}

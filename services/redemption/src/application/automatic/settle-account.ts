import type { RedemptionAuthorised, RewardChosen, VoucherIssued } from '@loyalty/contracts';
import type { Append, Command, Decision, View } from '@loyalty/event-store';
import { type Account, accountStream, availableAt, hold, voidHold } from '@loyalty/ledger';
import { deadline, parseDuration, type Programme } from '@loyalty/programme';
import { fromId, toId } from '@loyalty/service-host/values';
import { redemptionKey } from '../../domain/claims.js';
import { redemptionStream } from '../../domain/redemption-stream.js';
import type { Reward } from '../../domain/rewards/reward.js';
import { hindrancesOf } from '../../domain/rewards/hindrances.js';
import { NO_STOCK } from '../../domain/rewards/stock-stream.js';
import { type Takings, takingsStream } from '../../domain/rewards/takings-stream.js';
import { accountStreamId, balancesOf, dated } from '../account-book.js';
import type { Owner, RedemptionPorts } from '../ports.js';
import { NO_STANDING } from '../rewards/choose-reward.js';
import { AUTOMATIC_SOURCE } from '../../domain/redemption.schema.js';
import { takeAppends, takingsStreamId } from '../rewards/reward-book.js';
import { voidKnown } from '../void.js';
import { type NewVoucher, newVoucher } from '../vouchers/new-voucher.js';
import { issueAppend } from '../vouchers/voucher-book.js';

/** An unused reward gives its points back then; those that have expired meanwhile expire. */
const VALID_FOR = 'P1Y';

export interface Settled {
  readonly issued: number;
  readonly revoked: number;
}

type SettlePorts = Pick<RedemptionPorts, 'store' | 'newUuid' | 'vouchers' | 'programmes' | 'fingerprint'>;

export interface Settling {
  readonly owner: Owner;
  readonly programme: Programme;
  /** Of this programme. */
  readonly rewards: readonly Reward[];
}

type Step = 'issued' | 'revoked' | 'nothing';

/**
 * Makes an account's automatic rewards what its points say, whatever it was that moved them: looking twice changes
 * nothing. One at a time, so that each is a decision of its own.
 */
export async function settleAccount(settling: Settling, ports: SettlePorts): Promise<Settled> {
  const done = { issued: 0, revoked: 0 };
  for (;;) {
    const fresh = { stream: ports.newUuid(), voucher: newVoucher(ports) };
    const command: Command<Step> = {
      on: accountStreamId(settling.owner.account),
      decide: (view) => revoke(view, settling) ?? issue(view, settling, { ...fresh, ports }) ?? NOTHING,
    };
    const { answer } = await ports.store.execute(command);
    if (answer === 'nothing') return done;
    done[answer] += 1;
  }
}

const NOTHING: Decision<Step> = { answer: 'nothing', appends: [] };

/** The newest that was not used, while voiding it gives the account what it lacks (rule 7). */
function revoke(view: View, { owner, programme, rewards }: Settling): Decision<Step> | undefined {
  const { account, takings } = read(view, { owner, programme });
  const { now } = view;
  for (const [redemption, { reward: id }] of [...openOf(takings, now)].reverse()) {
    const wallet = rewards.find((each) => each.id === id)?.prices[0]?.points[0]?.wallet;
    const tried = voidHold({ hold: redemption, occurredAt: now, now }, account);
    if (!tried.accepted) continue;
    const settles = tried.events.some((event) => event.type === 'ShortfallCollected');
    const isOwed = wallet !== undefined && availableAt(account, wallet, now) < 0n;
    if (!settles && !isOwed) continue;
    const stream = fromId('red', redemption) ?? '';
    const { state } = view.state(redemptionStream, stream);
    if (state.status !== 'known') throw new Error(`${redemption} was taken and is not there`);
    const { answer, appends } = voidKnown(view, { stream, state, programmes: [programme] });
    if ('rejected' in answer) continue;
    return { answer: 'revoked', appends };
  }
  return undefined;
}

interface Fresh {
  readonly stream: string;
  readonly voucher: NewVoucher;
  readonly ports: Pick<SettlePorts, 'fingerprint'>;
}

/** The first reward whose price is there: it is set aside until the voucher is used. */
function issue(view: View, settling: Settling, fresh: Fresh): Decision<Step> | undefined {
  const { owner, programme, rewards } = settling;
  const { account, version, takings, takingsVersion } = read(view, settling);
  const { now } = view;
  const circumstances = { programme, standing: NO_STANDING, stock: NO_STOCK, takings, now };
  for (const reward of rewards) {
    const points = reward.prices[0]?.points.map(({ wallet, points: count }) => ({ wallet, points: BigInt(count) }));
    if (!points || hindrancesOf(reward, circumstances).length > 0) continue;
    const id = toId('red', fresh.stream);
    const lapsesAt = endOf(reward, programme, now);
    const terms = { member: owner.member, redemption: id, hold: id, lapsesAt, occurredAt: now, now, points };
    const decision = hold(terms, account);
    const held = decision.accepted && decision.events.find(({ type }) => type === 'PointsHeld');
    if (!decision.accepted || !held) continue;

    const after = {
      accountVersion: version + decision.events.length,
      balances: balancesOf(decision.account, programme),
    };
    const name = { source: AUTOMATIC_SOURCE, externalId: `${reward.id}:${owner.account}:${takingsVersion + 1}` };
    const { occurredAt } = held;
    const facts: RedemptionAuthorised = {
      type: 'RedemptionAuthorised',
      redemption: id,
      programme: programme.id,
      ...name,
      occurredAt,
      ...owner,
      points,
      lapsesAt,
      ...after,
    };
    const booked = {
      category: accountStream,
      stream: accountStreamId(owner.account),
      events: decision.events.map(dated),
    };
    return { answer: 'issued', appends: [booked, ...appendsOf(view, { facts, lapsesAt, reward, fresh })] };
  }
  return undefined;
}

interface Issuing {
  readonly facts: RedemptionAuthorised;
  readonly lapsesAt: number;
  readonly reward: Reward;
  readonly fresh: Fresh;
}

/** What stands beside the hold: the redemption, what the account has taken, and the voucher. */
function appendsOf(view: View, { facts, lapsesAt, reward, fresh }: Issuing): readonly Append[] {
  const { redemption, programme, member, account, occurredAt } = facts;
  const { id: voucher, hash } = fresh.voucher;
  const chosen: RewardChosen = {
    type: 'RewardChosen',
    reward: reward.id,
    rewardVersion: reward.version,
    kind: reward.kind,
    stocked: false,
    voucher,
    occurredAt,
  };
  const issued: VoucherIssued = {
    type: 'VoucherIssued',
    voucher,
    programme,
    member,
    redemption,
    reward: reward.id,
    pool: null,
    usesMax: 1,
    validFrom: occurredAt,
    validUntil: lapsesAt,
    capturesOnUse: true,
    occurredAt,
  };
  const beside = accountStreamId(account);
  const { source, externalId } = facts;
  const fingerprint = fresh.ports.fingerprint(JSON.stringify([source, externalId]));
  return [
    {
      category: redemptionStream,
      stream: fresh.stream,
      events: [facts, chosen].map((event) => ({ event, occurredAt })),
      claims: [{ ...redemptionKey(programme, { source, externalId }), fingerprint }],
      beside,
    },
    ...takeAppends(view, chosen, { redemption, programme, member, account, occurredAt, lapsesAt }),
    issueAppend(issued, { hash, beside }),
  ];
}

function read(view: View, { owner, programme }: Pick<Settling, 'owner' | 'programme'>) {
  const { state: account, version } = view.state(accountStream, accountStreamId(owner.account));
  const taken = view.state(takingsStream, takingsStreamId(programme.id, owner.account));
  return { account: account satisfies Account, version, takings: taken.state, takingsVersion: taken.version };
}

function openOf(takings: Takings, now: number) {
  return [...takings].filter(([, { lapsesAt }]) => lapsesAt !== null && lapsesAt > now);
}

function endOf({ voucher }: Reward, programme: Programme, now: number): number {
  const duration = parseDuration(voucher?.validFor ?? VALID_FOR);
  if (!duration) throw new Error(`'${voucher?.validFor}' is no duration`);
  return deadline(programme, now, duration);
}

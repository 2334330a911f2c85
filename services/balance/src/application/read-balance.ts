import type { TierAnswer } from '@loyalty/programme';
import { balanceAt } from '@loyalty/ledger';
import type { Books } from '../domain/effect.js';
import { toldWallets, type WalletBooks } from '../domain/wallet-answer.js';
import { findAccount, type AccountQuestion, type AccountRefusal, type ReadPorts } from './find-account.js';
import { ordersOf } from './orders-of.js';
import { readTier } from './read-tier.js';
import type { AccountDetail, StandingHold, WalletPointsAt } from './ports.js';

export interface BalanceAnswer {
  readonly account: string;
  readonly programme: string | null;
  readonly version: number;
  readonly now: number;
  /** Null where the programme has none. */
  readonly tier: TierAnswer | null;
  readonly wallets: readonly WalletStandingAnswer[];
}

export interface WalletStandingAnswer extends WalletBooks {
  readonly expiring: readonly PointsAt[];
  readonly pendingBy: readonly PointsAt[];
  readonly holds: readonly StandingHold[];
}

type PointsAt = Pick<WalletPointsAt, 'at' | 'points'>;

/** What an account holds now. What is due but not booked yet counts as booked. */
export async function readBalance(
  question: AccountQuestion,
  ports: ReadPorts,
): Promise<BalanceAnswer | AccountRefusal> {
  const found = await findAccount(question, ports);
  if ('refused' in found) return found;

  const now = ports.clock.now();
  const { account } = question;
  const detail = await ports.reads.detail(account, now);
  const told = detail && (await countDue(detail, now, ports));
  const holds = await withOrders(told?.holds ?? [], ports);
  const wallets = toldWallets(told?.wallets ?? new Map(), found.wallets).map((wallet) => ({
    ...wallet,
    expiring: of(wallet, told?.expiring),
    pendingBy: of(wallet, told?.pendingBy),
    holds: of(wallet, holds),
  }));
  const { programme } = found;
  const tier = await readTier({ account, programme, at: now }, ports);
  return { account, programme, version: told?.version ?? 0, now, tier, wallets };
}

async function withOrders(holds: readonly StandingHold[], ports: ReadPorts): Promise<readonly StandingHold[]> {
  if (holds.length === 0) return holds;
  const orders = await ordersOf(
    holds.map(({ redemption }) => redemption),
    ports,
  );
  return holds.map((hold) => {
    const order = orders.get(hold.redemption ?? '');
    return order === undefined ? hold : { ...hold, order };
  });
}

async function countDue(detail: AccountDetail, now: number, { folded }: ReadPorts): Promise<AccountDetail> {
  if (detail.nextDueAt === null || detail.nextDueAt > now) return detail;

  const standing = balanceAt(await folded.at(detail.account, detail.version), now);
  const wallets = standing.map((each): [string, Books] => [
    each.wallet,
    [each.available, each.held, each.pending, each.shortfall],
  ]);
  return {
    ...detail,
    wallets: new Map(wallets),
    expiring: standing.flatMap(({ wallet, expiring }) => expiring.map((each) => ({ wallet, ...each }))),
    pendingBy: standing.flatMap(({ wallet, pendingBy }) => pendingBy.map((each) => ({ wallet, ...each }))),
  };
}

function of<Each extends { readonly wallet: string }>({ wallet }: WalletBooks, all: readonly Each[] = []): Each[] {
  return all.filter((each) => each.wallet === wallet);
}

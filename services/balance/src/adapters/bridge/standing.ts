import { tierSummary, type TierAnswer } from '@loyalty/programme';
import { fromId, toId } from '@loyalty/service-host';
import type { AccountStanding } from '../../application/ports.js';
import type { TierQuestion } from '../../application/read-tier.js';
import type { AskedAccount, Standing } from '../../balances.js';
import { toldWallets } from '../../domain/wallet-answer.js';

interface StandingReads {
  readonly standings: (accounts: readonly string[]) => Promise<readonly AccountStanding[]>;
  readonly tier: (question: Pick<TierQuestion, 'account' | 'programme'>) => Promise<TierAnswer | null>;
}

/** Outside an account is `acc_…`, inside a bare uuid. */
export function standingByWireId({ standings, tier }: StandingReads) {
  return async (asked: readonly AskedAccount[]): Promise<ReadonlyMap<string, Standing>> => {
    const known = asked.flatMap(({ account: id, programme }) => {
      const account = fromId('acc', id);
      return account === undefined ? [] : [{ account, programme }];
    });
    if (known.length === 0) return new Map();
    const [stands, tiers] = await Promise.all([
      standings(known.map(({ account }) => account)),
      Promise.all(known.map(tier)),
    ]);
    const byAccount = new Map(stands.map((each) => [each.account, each]));
    return new Map(
      known.flatMap(({ account }, at): [string, Standing][] => {
        const [found, answer] = [byAccount.get(account), tiers[at]];
        if (!found && !answer) return [];
        const { version = 0, wallets = new Map() } = found ?? {};
        const standing = { version, balance: toldWallets(wallets), tier: answer ? tierSummary(answer) : null };
        return [[toId('acc', account), standing]];
      }),
    );
  };
}

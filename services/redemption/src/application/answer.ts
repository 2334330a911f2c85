import type { BalanceAfter } from '@loyalty/contracts';
import type { Account, Slice } from '@loyalty/ledger';
import type { Redemption } from '../domain/redemption-stream.js';
import { type Standing, standingOf } from '../domain/standing.js';
import type { RedemptionPorts } from './ports.js';
import { loadHeld } from './where-now.js';

/** How the account stood after the step that is answered; a repeat tells it as at first. */
export interface AccountAfter {
  readonly accountVersion: number;
  readonly balances: readonly BalanceAfter[];
}

export interface RedemptionAnswer {
  readonly redemption: Redemption;
  /** At present, also where the rest is a first answer given again. */
  readonly standing: Standing;
  readonly after: AccountAfter;
  /** `acc_…`: whose version `after` tells, where points have moved since it was authorised. */
  readonly bookedOn?: string;
  /** Of a refund: where the points went. */
  readonly givenBack?: readonly Slice[];
  readonly repeated: boolean;
}

export function answerNow(
  redemption: Redemption,
  told: { account: Account; now: number } & Omit<RedemptionAnswer, 'redemption' | 'standing'>,
): RedemptionAnswer {
  const { account, now, after, ...rest } = told;
  const { accountVersion, balances } = after;
  return { redemption, standing: standingOf(redemption, account, now), after: { accountVersion, balances }, ...rest };
}

export interface RedemptionView {
  readonly redemption: Redemption;
  readonly standing: Standing;
}

/** As committed; undefined where there is none, or only a void that waits for one. */
export async function readRedemption(
  stream: string,
  { store, clock }: Pick<RedemptionPorts, 'store' | 'clock'>,
): Promise<RedemptionView | undefined> {
  const held = await loadHeld(store, stream);
  return held && { redemption: held.redemption, standing: standingOf(held.redemption, held.account, clock.now()) };
}

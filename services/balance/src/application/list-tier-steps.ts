import { tierHistory, tierProgress, tierStateOf, type TierAnswer, type TierStep } from '@loyalty/programme';
import { findAccount, type AccountRefusal, type ReadPorts } from './find-account.js';
import type { AsOfQuestion } from './read-balance-as-of.js';
import { countedOf } from './read-tier.js';

export interface TierSteps {
  readonly account: string;
  readonly programme: string | null;
  readonly version: number;
  readonly asOf: number;
  /** Null where the programme has no tiers. */
  readonly tier: TierAnswer | null;
  /** Oldest first; none before anything was counted. */
  readonly steps: readonly TierStep[];
}

/** How the tier of an account came about, until an instant and as far as it was known at another. */
export async function listTierSteps(question: AsOfQuestion, ports: ReadPorts): Promise<TierSteps | AccountRefusal> {
  const found = await findAccount(question, ports);
  if ('refused' in found) return found;

  const { account, knownAt } = question;
  const { programme } = found;
  const asOf = question.asOf ?? ports.clock.now();
  const version = await ports.reads.version(account);
  const counting = await countedOf({ account, programme, at: asOf, knownAt }, ports);
  if (!counting) return { account, programme, version, asOf, tier: null, steps: [] };

  const { rules, counted } = counting;
  const state = tierStateOf(rules, counted, asOf);
  const steps = counted.memberSince === null ? [] : tierHistory(rules, state, asOf);
  const tier = { programme: counting.programme, rules, progress: tierProgress(rules, state, asOf) };
  return { account, programme, version, asOf, tier, steps };
}

import { decodeTierEvent } from '@loyalty/contracts';
import {
  NOTHING_COUNTED,
  tierProgress,
  tierStateOf,
  withTierEvent,
  type CountedTiers,
  type TierAnswer,
} from '@loyalty/programme';
import type { ReadPorts } from './find-account.js';
import type { LoggedTierCount } from './ports.js';

export interface TierQuestion {
  /** Its uuid. */
  readonly account: string;
  readonly programme: string | null;
  /** Business time, inclusive. */
  readonly at: number;
  /** Record time, inclusive; undefined: all that is known. */
  readonly knownAt?: number | undefined;
}

type TierPorts = Pick<ReadPorts, 'reads' | 'programmes'>;

/** Null where the programme has no tiers, or is not known. */
export async function readTier(question: TierQuestion, ports: TierPorts): Promise<TierAnswer | null> {
  const found = await countedOf(question, ports);
  if (!found) return null;
  const { programme, rules, counted } = found;
  const state = tierStateOf(rules, counted, question.at);
  return { programme, rules, progress: tierProgress(rules, state, question.at) };
}

/** What it has counted, and by which rules; undefined where the programme has no tiers, or is not known. */
export async function countedOf({ account, programme: id, knownAt }: TierQuestion, { reads, programmes }: TierPorts) {
  if (id === null) return undefined;
  const programme = await programmes.find(id);
  if (!programme?.tiers) return undefined;
  const counted = (await reads.tierCounts(account, knownAt)).reduce(withEvent, NOTHING_COUNTED);
  return { programme, rules: programme.tiers.rules, counted };
}

function withEvent(before: CountedTiers, logged: LoggedTierCount): CountedTiers {
  return withTierEvent(before, decodeTierEvent(logged));
}

import type { TierEvent } from '@loyalty/contracts';
import type { Append } from '@loyalty/event-store';
import { tierProgress, tierStateOf, withTierEvent, type CountedTiers, type TierAnswer } from '@loyalty/programme';
import type { JoinedOwner } from '../../domain/purchase-state.js';
import { tiersStream } from '../../domain/streams/tiers-stream.js';
import type { Draft } from '../draft.js';
import type { ProgrammeVersion } from '../programmes.js';
import { tiersOf } from '../tiers/tier-book.js';

/** Where a member stands before a purchase, and where it would bring them. */
export interface QuotedTier {
  readonly now: TierAnswer;
  readonly after: TierAnswer;
}

/** What a decision would write, of which this looks for what counts towards tiers. */
interface Deciding {
  readonly owner: JoinedOwner;
  readonly appends: readonly Append[];
  /** Its rules say where anybody stands, also where another version judges the purchase. */
  readonly newest: ProgrammeVersion;
  /** Of the purchase, or now where that is later. */
  readonly at: number;
}

/** Null where the programme has no tiers. As `GET /v1/accounts/{id}/balance` would tell it before and afterwards. */
export function quotedTier(draft: Draft, { owner, appends, newest, at }: Deciding): QuotedTier | null {
  const { programme } = newest;
  if (!programme.tiers) return null;
  const { rules } = programme.tiers;
  const stream = tiersOf(owner.account);
  const { state } = draft.state(tiersStream, stream);
  const coming = appends.find((append) => append.stream === stream);
  const events = (coming?.events ?? []).map(({ event }) => event as TierEvent);
  const answer = (counted: CountedTiers): TierAnswer => {
    return { programme, rules, progress: tierProgress(rules, tierStateOf(rules, counted, owner.joinedAt), at) };
  };
  return { now: answer(state), after: answer(events.reduce(withTierEvent, state)) };
}

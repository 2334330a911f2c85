import type { PurchaseRecorded } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import { evaluate, needsOf, NOTHING_COUNTED, type Standing } from '@loyalty/programme';
import { tiersStream } from '../../domain/streams/tiers-stream.js';
import type { ProgrammeVersion } from '../programmes.js';
import { tierThatRewards } from './tier-book.js';

interface Then {
  readonly facts: PurchaseRecorded;
  readonly judge: ProgrammeVersion;
  readonly arrivedAt: number;
  /** What else was known of the member. */
  readonly standing: Standing;
}

/**
 * The tier that a purchase found when it arrived, by what had been counted until then; of those that no offer has recorded as
 * seen. Undefined: none, or nothing asks for it. `counted`: all that was ever counted for the account, in order.
 */
export async function tierThen(
  { facts, judge, arrivedAt, standing }: Then,
  counted: AsyncIterable<RecordedEvent>,
): Promise<string | undefined> {
  const { programme, version } = judge;
  const { tiers } = programme;
  if (!tiers || !needsOf(programme).tier) return undefined;
  let state = NOTHING_COUNTED;
  let { memberSince } = state;
  for await (const recorded of counted) {
    const event = tiersStream.decode(recorded);
    const isOwn = event.type === 'TierContributed' && event.purchase === facts.purchase && event.kind === 'purchase';
    if (isOwn) memberSince ??= event.memberSince;
    if (isOwn || recorded.recordedAt > arrivedAt) break;
    state = tiersStream.evolve(state, event);
    memberSince ??= state.memberSince;
  }
  const earnWithout = () => evaluate(programme, version, facts, standing);
  return tierThatRewards(state, memberSince ?? facts.occurredAt, { tiers, programme, facts, earnWithout });
}

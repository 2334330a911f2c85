import type { MovedTierCount } from '@loyalty/contracts';
import type { TierCount } from '@loyalty/programme';
import { tiersStream } from '../../domain/streams/tiers-stream.js';
import { accountStreamId } from '../account-book.js';
import type { Draft } from '../draft.js';
import { tiersOf } from './tier-book.js';

interface MovingTierCounts {
  readonly move: string;
  readonly programme: string;
  readonly from: string;
  readonly to: string;
  /** Whose counts go, where not all do. */
  readonly members: readonly string[];
  readonly whole: boolean;
  readonly occurredAt: number;
}

/**
 * What members have counted towards tiers goes with their points: who bought stands in each count for ever, so whoever
 * parts takes exactly their own, of before and of the time together, and leaves the others theirs (ADR 0046).
 */
export function moveTierCounts(draft: Draft, moving: MovingTierCounts): void {
  const { from, to, members, whole, ...said } = moving;
  const { counts } = draft.state(tiersStream, tiersOf(from)).state;
  const gone = whole ? counts : counts.filter(({ member }) => members.includes(member));
  if (gone.length === 0) return;

  const { occurredAt } = moving;
  draft.append(tiersStream, tiersOf(from), {
    event: { type: 'TierCountsMovedOut', ...said, account: from, to, members, whole },
    occurredAt,
    beside: accountStreamId(from),
  });
  draft.append(tiersStream, tiersOf(to), {
    event: { type: 'TierCountsMovedIn', ...said, account: to, from, counts: gone.map(told) },
    occurredAt,
    beside: accountStreamId(to),
  });
}

function told({ counted, visits, ...count }: TierCount): MovedTierCount {
  return {
    ...count,
    counted: counted.map(({ wallet, points, spend }) => ({ wallet, points, spend: spend.toString() })),
    visits: Number(visits),
  };
}

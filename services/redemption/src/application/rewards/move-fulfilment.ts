import type { FulfilmentMoved, FulfilmentStatus } from '@loyalty/contracts';
import { accountStream } from '@loyalty/ledger';
import type { Decision } from '@loyalty/event-store';
import { fromId } from '@loyalty/service-host/values';
import { redemptionStream } from '../../domain/redemption-stream.js';
import { reject, type Rejected, type Rejection } from '../../domain/rejections.js';
import { type Standing, standingOf } from '../../domain/standing.js';
import { accountStreamId } from '../account-book.js';
import type { RedemptionView } from '../answer.js';
import type { RedemptionPorts } from '../ports.js';

/** Where a reward may go from where it is; it begins as one that was captured. */
const NEXT: Readonly<Record<FulfilmentStatus | 'captured', readonly FulfilmentStatus[]>> = {
  captured: ['ordered', 'shipped', 'delivered', 'failed'],
  ordered: ['shipped', 'delivered', 'failed'],
  shipped: ['delivered', 'failed', 'returned'],
  delivered: ['returned'],
  failed: ['ordered', 'shipped'],
  returned: [],
};

export interface FulfilmentAsked {
  readonly status: FulfilmentStatus;
  readonly reason?: string;
  /** The key of whoever says so. */
  readonly actor: string;
  /** When it was so; absent: now. What was so before that which is known is behind, and changes nothing. */
  readonly occurredAt?: number;
}

type Moved = RedemptionView & { readonly repeated: boolean };

/** Says how far a reward is on its way. Points and stock do not move with it: a refund gives those back. */
export async function moveFulfilment(
  id: string,
  asked: FulfilmentAsked,
  { store }: Pick<RedemptionPorts, 'store'>,
): Promise<Moved | Rejected> {
  const stream = fromId('red', id);
  if (stream === undefined) return reject({ reason: 'redemption_not_found' });
  const { answer } = await store.execute<Moved | Rejected>({
    on: stream,
    decide(view): Decision<Moved | Rejected> {
      const { state } = view.state(redemptionStream, stream);
      if (state.status !== 'known') return refused({ reason: 'redemption_not_found' });
      const { facts, fulfilment } = state;
      const { state: account } = view.state(accountStream, accountStreamId(facts.account));
      const standing = standingOf(state, account, view.now);
      const possible = state.reward ? possibleFrom(standing, fulfilment) : [];
      // Nobody's clock makes it later than now: what comes next would be behind it.
      const occurredAt = Math.min(asked.occurredAt ?? view.now, view.now);
      const known = asked.occurredAt === undefined ? undefined : fulfilment?.occurredAt;
      const isBehind =
        known !== undefined && (occurredAt < known || (occurredAt === known && !possible.includes(asked.status)));
      if (fulfilment?.status === asked.status || isBehind) {
        return { answer: { redemption: state, standing, repeated: true }, appends: [] };
      }
      if (!possible.includes(asked.status)) {
        const from = fulfilment?.status ?? null;
        return refused({ reason: 'fulfilment_not_possible', redemption: id, from, possible });
      }
      const event: FulfilmentMoved = { type: 'FulfilmentMoved', ...asked, occurredAt };
      return {
        answer: { redemption: { ...state, fulfilment: event }, standing, repeated: false },
        appends: [{ category: redemptionStream, stream, events: [{ event, occurredAt }] }],
      };
    },
  });
  return answer;
}

/** What was refunded may still come back. */
function possibleFrom({ status }: Standing, fulfilment: FulfilmentMoved | null): readonly FulfilmentStatus[] {
  const next = NEXT[fulfilment?.status ?? 'captured'];
  if (status === 'captured') return next;
  return status === 'refunded' ? next.filter((each) => each === 'returned' || each === 'failed') : [];
}

const refused = (rejection: Rejection): Decision<Rejected> => ({ answer: reject(rejection), appends: [] });

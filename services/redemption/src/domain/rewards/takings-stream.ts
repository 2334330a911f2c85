import { decodeTakingEvent, encodeTakingEvent, type TakingEvent } from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';

/** One reward that a member has, or had set aside. */
export interface Taking {
  readonly reward: string;
  readonly at: number;
  /** Null: it was kept. */
  readonly lapsesAt: number | null;
}

/** By redemption, in the order in which they were taken; what was given back is gone. */
export type Takings = ReadonlyMap<string, Taking>;

const NONE: Takings = new Map();

/** What one member has taken of all rewards of a programme: what limits are counted by. */
export const takingsStream: Category<Takings, TakingEvent> = {
  name: 'takings',
  initial: () => NONE,
  evolve,
  encode: encodeTakingEvent,
  decode: decodeTakingEvent,
};

/** Those of one reward that count at an instant. */
export function standingTakings(takings: Takings, reward: string, now: number): readonly Taking[] {
  return [...takings.values()].filter(
    (taking) => taking.reward === reward && (taking.lapsesAt === null || taking.lapsesAt > now),
  );
}

function evolve(takings: Takings, event: TakingEvent): Takings {
  const next = new Map(takings);
  switch (event.type) {
    case 'StockSupplied':
      throw new Error('a member has no stock');
    case 'RewardTaken':
      return next.set(event.redemption, { reward: event.reward, at: event.occurredAt, lapsesAt: event.lapsesAt });
    case 'RewardKept': {
      const taking = next.get(event.redemption);
      if (!taking) throw new Error(`${event.redemption} has taken nothing that it could keep`);
      return next.set(event.redemption, { ...taking, lapsesAt: null });
    }
    case 'RewardGivenBack':
      if (!next.delete(event.redemption)) throw new Error(`${event.redemption} has nothing to give back`);
      return next;
    default:
      return event satisfies never;
  }
}

import type { CounterMove, CountersMoved } from '@loyalty/contracts';
import type { EventStore } from '@loyalty/event-store';
import { changesNothing, type CounterChange, type Counters } from '@loyalty/programme';
import { countersStream } from '../../domain/streams/counters-stream.js';
import { accountStreamId } from '../account-book.js';
import { countersOf } from './counter-book.js';
import type { Draft } from '../draft.js';

interface MovingCounters {
  readonly move: string;
  readonly programme: string;
  readonly from: string;
  readonly to: string;
  readonly member: string;
  readonly whole: boolean;
  /** What the move that is undone had brought. */
  readonly brought: CounterChange | undefined;
  readonly occurredAt: number;
}

/**
 * What offers had given an account counts in the other one from now on: two members who are one have room under a cap
 * once. Who parts again takes what was brought, as far as it still counts; what was counted while they were one stays.
 */
export function moveCounters(draft: Draft, moving: MovingCounters): void {
  const { state } = draft.state(countersStream, countersOf(moving.from));
  const change = moving.whole ? allOf(state) : stillThere(state, moving.brought);
  if (changesNothing(change)) return;
  append(draft, moving, { account: moving.to, change });
  append(draft, moving, { account: moving.from, change: takenFrom(change) });
}

/** What a move brought to an account, as its event says. Undefined: nothing. */
export async function countersBrought(
  store: EventStore,
  { account, move }: { readonly account: string; readonly move: string },
): Promise<CounterChange | undefined> {
  const stream = countersOf(account);
  for (let after = 0; ;) {
    const page = await store.readStream(stream, after);
    for (const recorded of page) {
      const event = countersStream.decode(recorded);
      if (event.purchase === move) return event;
      after = recorded.version;
    }
    if (page.length === 0) return undefined;
  }
}

function allOf({ given, visits }: Counters): CounterChange {
  const moves = [...given].flatMap(([counter, windows]) =>
    [...windows].map(([window, points]): CounterMove => ({ counter, window, points })),
  );
  const waiting = [...visits].flatMap(([offer, each]) => each.map((visit) => ({ offer, ...visit })));
  return { moves: moves.filter(({ points }) => points !== 0n), waiting, settled: [] };
}

function stillThere({ given, visits }: Counters, brought: CounterChange | undefined): CounterChange {
  const moves = (brought?.moves ?? []).flatMap((move) => {
    const now = given.get(move.counter)?.get(move.window) ?? 0n;
    const points = now < move.points ? now : move.points;
    return points > 0n ? [{ ...move, points }] : [];
  });
  const waiting = (brought?.waiting ?? []).filter(({ offer, purchase }) =>
    visits.get(offer)?.some((visit) => visit.purchase === purchase),
  );
  return { moves, waiting, settled: [] };
}

function takenFrom({ moves, waiting }: CounterChange): CounterChange {
  return {
    moves: moves.map((move) => ({ ...move, points: -move.points })),
    waiting: [],
    settled: waiting.map(({ offer, purchase }) => ({ offer, purchase })),
  };
}

function append(
  draft: Draft,
  { move, programme, member, occurredAt }: MovingCounters,
  { account, change }: { readonly account: string; readonly change: CounterChange },
): void {
  const event: CountersMoved = {
    type: 'CountersMoved',
    programme,
    member,
    account,
    purchase: move,
    occurredAt,
    ...change,
  };
  draft.append(countersStream, countersOf(account), { event, occurredAt, beside: accountStreamId(account) });
}

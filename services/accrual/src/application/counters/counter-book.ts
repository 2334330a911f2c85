import { type CountersMoved, derivedStream, type PurchaseOutcome } from '@loyalty/contracts';
import {
  changesNothing,
  counted,
  freed,
  isBudget,
  needsOf,
  NO_COUNTERS,
  visitsLost,
  type ActionOffer,
  type CounterChange,
  type Programme,
  type Standing,
} from '@loyalty/programme';
import { countersStream } from '../../domain/streams/counters-stream.js';
import { goneFrom } from '../../domain/units/gone.js';
import type { Owner, RecordedPurchase } from '../../domain/purchase-state.js';
import { accountStreamId } from '../account-book.js';
import type { Draft } from '../draft.js';

type Counted = Pick<Standing, 'counters' | 'budgets'>;

/** What offers gave so far, as this decision finds it and as far as the programme asks. */
export function countersFor(draft: Draft, account: string, programme: Programme): Counted {
  const { counters, budgets } = needsOf(programme);
  return read(draft, { account, programme: programme.id, counters, budgets });
}

/** The same for what is no purchase. */
export function countersOfActions(draft: Draft, account: string, programme: Programme): Counted {
  return countersOfLimits(draft, account, { programme, offers: programme.actions });
}

/** The same for what one side of a referral is given. */
export function countersOfLimits(
  draft: Draft,
  account: string,
  { programme, offers }: { readonly programme: Programme; readonly offers: readonly Pick<ActionOffer, 'limits'>[] },
): Counted {
  const limits = offers.flatMap((offer) => offer.limits);
  const budgets = new Set(limits.filter(({ by }) => by === 'budget').map(({ counter }) => counter));
  const counters = limits.some(({ by }) => by !== 'budget');
  return read(draft, { account, programme: programme.id, counters, budgets: [...budgets] });
}

interface Asked {
  readonly account: string;
  readonly programme: string;
  readonly counters: boolean;
  readonly budgets: readonly string[];
}

function read(draft: Draft, { account, programme, counters, budgets }: Asked): Counted {
  const own = counters ? draft.state(countersStream, countersOf(account)).state : NO_COUNTERS;
  const streams = budgets.map((counter) => budgetOf(programme, counter));
  const states = draft.states(countersStream, streams);
  return {
    counters: own,
    budgets: new Map(budgets.map((counter, at) => [counter, states[at]?.given.get(counter)?.get('ever') ?? 0n])),
  };
}

/** Whose counters are moved, by what, and when. */
export interface Moving {
  readonly owner: Owner;
  readonly programme: string;
  readonly purchase: string;
  readonly return?: string;
  readonly occurredAt: number;
}

/** Counts what a purchase was given, in the commit that gives it. */
export function countEarned(draft: Draft, moving: Moving, earned: Pick<PurchaseOutcome, 'counts' | 'visits'>): void {
  if (!earned.counts && !earned.visits) return;
  move(draft, moving, counted(earned, { purchase: moving.purchase, at: moving.occurredAt }));
}

/** All that something was given counts no longer: it was taken back whole. */
export function countBack(draft: Draft, moving: Moving, counts: PurchaseOutcome['counts']): void {
  const moves = (counts ?? []).flatMap((count) => count.moves);
  move(draft, moving, backOf(moves));
}

/** As many points and uses, the other way. */
export function backOf(moves: CounterChange['moves']): CounterChange {
  return { moves: moves.map((each) => ({ ...each, points: -each.points })), waiting: [], settled: [] };
}

interface Gone {
  readonly before: RecordedPurchase;
  readonly after: RecordedPurchase;
  /** A purchase that qualified a bonus of it and does not wait for another, since it is gone itself. */
  readonly lost?: string;
}

/** Frees what went with units that came back, for purchases that are still to come. Returns the offers of which it is no longer a visit. */
export function countGone(draft: Draft, moving: Moving, { before, after, lost }: Gone): readonly string[] {
  const { outcome, facts } = after;
  if (!outcome?.counts && !outcome?.visits) return [];
  const moments = { before: goneFrom(before), after: goneFrom(after) };
  const change = freed(outcome, { purchase: facts.purchase, at: facts.occurredAt }, moments);
  move(draft, moving, { ...change, waiting: change.waiting.filter(({ purchase }) => purchase !== lost) });
  return visitsLost(outcome, moments);
}

function move(draft: Draft, moving: Moving, change: CounterChange): void {
  const { owner, programme } = moving;
  const own = { ...change, moves: change.moves.filter((each) => !isBudget(each)) };
  const stream = countersOf(owner.account);
  if (!changesNothing(own)) {
    append(draft, { stream, event: movedEvent(moving, own, owner), beside: accountStreamId(owner.account) });
  }
  const budgets = Map.groupBy(change.moves.filter(isBudget), ({ counter }) => counter);
  for (const [counter, moves] of budgets) {
    const event = movedEvent(moving, { moves, waiting: [], settled: [] }, null);
    append(draft, { stream: budgetOf(programme, counter), event });
  }
}

function append(
  draft: Draft,
  { stream, event, beside }: { readonly stream: string; readonly event: CountersMoved; readonly beside?: string },
): void {
  draft.append(countersStream, stream, {
    event,
    occurredAt: event.occurredAt,
    ...(beside === undefined ? {} : { beside }),
  });
}

function movedEvent(moving: Moving, change: CounterChange, owner: Owner | null): CountersMoved {
  const { programme, purchase, occurredAt } = moving;
  return {
    type: 'CountersMoved',
    programme,
    member: owner?.member ?? null,
    account: owner?.account ?? null,
    purchase,
    ...(moving.return === undefined ? {} : { return: moving.return }),
    occurredAt,
    ...change,
  };
}

/** Beside the account, so that both are in one shard and are written by one statement. */
export function countersOf(account: string): string {
  return derivedStream(`counters:${account}`);
}

export function budgetOf(programme: string, counter: string): string {
  return derivedStream(`budget:${programme}:${counter}`);
}

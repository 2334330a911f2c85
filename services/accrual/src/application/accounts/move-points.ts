import type { Command, EventStore } from '@loyalty/event-store';
import { accountStream, type AccountMovedOut, type HeldLots, moveIn, moveOut, type Rejection } from '@loyalty/ledger';
import { idempotencyKey } from '../../domain/claims.js';
import { accountStreamId } from '../account-book.js';
import { Draft } from '../draft.js';
import { countersBrought, moveCounters } from '../counters/move-counters.js';
import { moveTierCounts } from '../tiers/move-tier-counts.js';
import { type MovedWallet, sumsOf } from './moved-wallets.js';
import type { AccrualPorts } from '../ports.js';

/** Members have become one, share a household, or part again: what goes from the one account to the other. */
export interface MovePoints {
  /** Names it for ever. */
  readonly move: string;
  readonly programme: string;
  /** `acc_…` */
  readonly from: string;
  readonly to: string;
  /** `mem_…`, at least one: whose lots go; of a whole move, who is asked for at the other account from now on. */
  readonly members: readonly string[];
  /** Everything goes, with holds and debts. */
  readonly whole: boolean;
  /** The move of which this takes back what is still there. */
  readonly undoes?: string;
}

export type MoveAnswer =
  | { readonly moved: readonly MovedWallet[] }
  /** Nothing moved: open holds keep lots of theirs, and it is to be asked for again when those are over. */
  | { readonly held: readonly HeldLots[] };

type Asked = AccountMovedOut | { readonly held: readonly HeldLots[] } | { readonly first: Place };
interface Place {
  readonly stream: string;
  readonly version: number;
}

/** Nobody but this move claims its key, and what it does follows from its name. */
const FINGERPRINT = '0'.repeat(32);

/** Both accounts and all that lies beside them, in one commit. Safe to call again: the first answer comes again. */
export async function movePoints(asked: MovePoints, { store }: Pick<AccrualPorts, 'store'>): Promise<MoveAnswer> {
  const { programme, undoes } = asked;
  const brought = undoes === undefined ? undefined : await firstOut(store, { programme, move: undoes });
  const counters =
    undoes === undefined ? undefined : await countersBrought(store, { account: asked.from, move: undoes });
  const { answer } = await store.execute(commandFor(asked, counters));
  if ('held' in answer) return answer;
  const out = 'first' in answer ? await readOut(store, answer.first, asked.move) : answer;
  return { moved: sumsOf(out, brought) };
}

function commandFor(
  { move, programme, from, to, members: [first, ...others], whole }: MovePoints,
  counters: Awaited<ReturnType<typeof countersBrought>> | undefined,
): Command<Asked> {
  if (first === undefined) throw new Error(`${move} moves nobody`);
  const key = moveKey(programme, move);
  const source = accountStreamId(from);
  const target = accountStreamId(to);
  return {
    on: source,
    decide(view) {
      const known = view.find(key);
      if (known) return { answer: { first: known }, appends: [] };
      const draft = new Draft(view);
      const { now } = draft;
      const command = { move, account: from, to, members: [first, ...others] as const, whole, occurredAt: now, now };
      const left = moveOut(command, draft.state(accountStream, source).state);
      if (!left.accepted) {
        if (left.rejection.reason === 'lots_held') return { answer: { held: left.rejection.holds }, appends: [] };
        throw new PointsCannotMove(move, left.rejection);
      }
      const out = left.events.find((event) => event.type === 'AccountMovedOut');
      if (!out) throw new Error(`the ledger moved ${move} without saying so`);
      // Before the points in the shard: whoever has read as far as an account's version has read its tier, too.
      moveTierCounts(draft, { move, programme, from, to, members: command.members, whole, occurredAt: now });
      for (const event of left.events) {
        const claims = event === out ? [{ ...key, fingerprint: FINGERPRINT }] : [];
        draft.append(accountStream, source, { event, occurredAt: event.occurredAt, claims });
      }
      const came = moveIn({ account: to, from, out, now }, draft.state(accountStream, target).state);
      if (!came.accepted) throw new PointsCannotMove(move, came.rejection);
      for (const event of came.events) draft.append(accountStream, target, { event, occurredAt: event.occurredAt });
      // What else lies beside an account follows here, by a line of its own: caps and counts.
      moveCounters(draft, { move, programme, from, to, member: first, whole, brought: counters, occurredAt: now });
      return { answer: out, appends: draft.appends() };
    },
  };
}

const moveKey = (programme: string, move: string) => idempotencyKey(programme, 'move', move);

async function firstOut(
  store: EventStore,
  { programme, move }: Pick<MovePoints, 'programme' | 'move'>,
): Promise<AccountMovedOut | undefined> {
  const known = await store.find(moveKey(programme, move));
  return known && readOut(store, known, move);
}

/** What had fallen due was booked in the same commit before it, so the claim may lead a few events too early. */
async function readOut(store: EventStore, { stream, version }: Place, move: string): Promise<AccountMovedOut> {
  for (let after = version - 1; ;) {
    const page = await store.readStream(stream, after);
    for (const recorded of page) {
      const event = accountStream.decode(recorded);
      if (event.type === 'AccountMovedOut' && event.move === move) return event;
      after = recorded.version;
    }
    if (page.length === 0) throw new Error(`the claim of ${move} leads to none in ${stream}`);
  }
}

/** The ledger says no to what enrollment had settled already: somebody has to look. */
export class PointsCannotMove extends Error {
  override readonly name = 'PointsCannotMove';

  constructor(
    readonly move: string,
    readonly rejection: Rejection,
  ) {
    super(`${move}: ${rejection.reason}`);
  }
}

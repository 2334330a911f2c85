import { type ReturnRecorded, velocityStreamId } from '@loyalty/contracts';
import {
  limitSaid,
  limitsOn,
  neededUntil,
  newlyExceeded,
  type Programme,
  type VelocityLimit,
  type VelocityOf,
  type VelocityOn,
} from '@loyalty/programme';
import type { Owner } from '../../domain/purchase-state.js';
import { velocityStream } from '../../domain/streams/velocity-stream.js';
import { accountStreamId } from '../account-book.js';
import type { Draft } from '../draft.js';

/** What velocity limits count, and for whom. */
interface Move {
  readonly programme: Programme;
  readonly on: VelocityOn;
  readonly owner: Owner;
  /** The `source`; absent where there is none. */
  readonly till?: string;
  /** Keyed; absent or empty where nothing is counted by them. */
  readonly tokens?: readonly string[];
  /** When the member's contact was changed lately; absent where no limit looks at it. */
  readonly contactChanges?: readonly number[];
  readonly points: readonly { readonly wallet: string; readonly points: bigint }[];
  /** `pur_…`, `ret_…`, `trf_…` */
  readonly counted: string;
}

const SIDES = ['member', 'till', 'token'] as const;

/** Whose streams tell what is counted of it. */
export function countedFor(
  of: VelocityOf,
  { owner, till, tokens = [] }: Pick<Move, 'owner' | 'till' | 'tokens'>,
): readonly string[] {
  if (of === 'member') return [owner.member];
  return of === 'token' ? tokens : till === undefined ? [] : [till];
}

/**
 * Counts it where the programme bounds it, as recorded on arrival, and says which limits were crossed that are only to be
 * reported. Nothing gives room back but time. Of a programme without such limits nothing is read.
 */
export function countMove(draft: Draft, move: Move): void {
  const { velocity } = move.programme;
  if (!velocity) return;
  for (const of of SIDES) {
    const limits = limitsOn(velocity, move.on, of);
    if (limits.length === 0) continue;
    for (const name of countedFor(of, move)) count(draft, move, { of, name, limits });
  }
}

/** What a return took back, or should have and could not. */
export function countReturn(
  draft: Draft,
  { return: counted, takenBack, source }: ReturnRecorded,
  { programme, owner }: Pick<Move, 'programme' | 'owner'>,
): void {
  const points = takenBack.map((taken) => ({ wallet: taken.wallet, points: taken.points + taken.shortfall }));
  const till = source === undefined ? {} : { till: source };
  countMove(draft, { programme, on: 'returns', owner, ...till, points, counted });
}

function count(
  draft: Draft,
  { programme, on, owner, till, points: moved, counted, contactChanges = [] }: Move,
  { of, name, limits }: { readonly of: VelocityOf; readonly name: string; readonly limits: readonly VelocityLimit[] },
): void {
  const occurredAt = draft.now;
  const stream = velocityStreamId(programme.id, of, name);
  const { state: moves } = draft.state(velocityStream, stream);
  const points = moved.map(({ wallet, points: each }) => ({ wallet, points: each }));
  const noticed = newlyExceeded(limits, moves, { points, now: occurredAt, member: owner.member, contactChanges });
  const named = { programme: programme.id, member: owner.member, counted, occurredAt };
  const place = { occurredAt, ...(of === 'member' && { beside: accountStreamId(owner.account) }) };
  draft.append(velocityStream, stream, {
    event: { type: 'VelocityCounted', on, of, points, neededUntil: neededUntil(limits, occurredAt), ...named },
    ...place,
  });
  for (const each of noticed) {
    const event = { type: 'PatternNoticed', ...named, ...(of === 'till' && { till }), limit: limitSaid(each) } as const;
    draft.append(velocityStream, stream, { event, ...place });
  }
}

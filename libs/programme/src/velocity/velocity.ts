import type { Duration } from '../calendar/duration.js';
import { beganAt, endedBy } from './after-change.js';
import { membersBeyond } from './members-on-token.js';
import type { Asked, Exceeded, VelocityLimit, VelocityMove, VelocityMoves, VelocityOn } from './velocity-limit.js';

export type { Exceeded, VelocityLimit, VelocityMove, VelocityMoves, VelocityOf, VelocityOn } from './velocity-limit.js';

/** What may happen only so often: for each it says what becomes of the next. */
export interface Velocity {
  readonly limits: readonly VelocityLimit[];
  /** How long a person has to decide about what is held for review. */
  readonly reviewWithin: Duration;
  /** What becomes of what nobody decides about; absent: of a redemption a no, of a purchase a yes. */
  readonly undecided?: 'released' | 'rejected';
}

export const NO_MOVES: VelocityMoves = [];

/** The limits of one kind that bound anything about the member or the till. */
export function limitsOn({ limits }: Velocity, on: VelocityOn, of: VelocityLimit['of']): readonly VelocityLimit[] {
  return limits.filter((limit) => limit.on === on && limit.of === of);
}

/** How far back changes of contact are looked at by one of these limits; 0: by none. */
export function contactChangesWithin(limits: readonly VelocityLimit[]): number {
  return Math.max(0, ...limits.filter(({ after }) => after).map(({ milliseconds }) => milliseconds));
}

/** Until when something that happens now is looked at by one of these limits. */
export function neededUntil(limits: readonly VelocityLimit[], now: number): number {
  return now + Math.max(0, ...limits.map(({ milliseconds }) => milliseconds));
}

export function applyMove(moves: VelocityMoves, move: VelocityMove): VelocityMoves {
  return [...moves.filter((each) => each.neededUntil > move.at), move];
}

/** For a snapshot; points are no JSON numbers in it. */
export function writeMoves(moves: VelocityMoves): string {
  return JSON.stringify(moves, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

export function readMoves(text: string): VelocityMoves {
  return (JSON.parse(text) as readonly StoredMove[]).map((move) => ({
    ...move,
    points: move.points.map(({ wallet, points }) => ({ wallet, points: BigInt(points) })),
  }));
}

type StoredMove = Omit<VelocityMove, 'points'> & {
  readonly points: readonly { readonly wallet: string; readonly points: string }[];
};

/**
 * Whether one more is too much, by times before points. What happened at the beginning of the time is out of it: an
 * instant belongs to what follows.
 */
export function exceeded(limit: VelocityLimit, moves: VelocityMoves, asking: Asked): Exceeded | undefined {
  const { least } = limit;
  const { points, now } = asking;
  const changedAt = beganAt(limit, asking);
  if (limit.after && changedAt === undefined) return undefined;
  const counts = (moved: VelocityMove['points']) => least === null || sumOf(moved, least.wallet) >= least.points;
  if (!counts(points)) return undefined;
  const counted = moves.filter(
    ({ on, at, points: moved }) =>
      on === limit.on && at > now - limit.milliseconds && at >= (changedAt ?? at) && counts(moved),
  );
  const measures: readonly Measure[] = [
    ...(limit.times === null ? [] : [{ measure: 'times', max: BigInt(limit.times), of: () => 1n } as const]),
    ...(limit.points === null ? [] : [measureOf(limit.points)]),
  ];
  for (const { measure, max, of } of measures) {
    const asked = of(points);
    const found = sum(counted.map((move) => of(move.points)));
    if (asked === 0n || found + asked <= max) continue;
    const bounds = { max, found, asked, of };
    if (changedAt === undefined) {
      return { limit, measure, max, found, asked, againAt: againAt(limit, counted, bounds) };
    }
    const isWithin = (since: number) =>
      sum(counted.filter(({ at }) => at >= since).map((move) => of(move.points))) + asked <= max;
    return { limit, measure, max, found, asked, changedAt, againAt: endedBy(limit, asking, isWithin) };
  }
  return membersBeyond(limit, counted, asking);
}

/** Those that are to be reported and were kept until now: what goes on beyond a limit is told once, when it is crossed. */
export function newlyExceeded(
  limits: readonly VelocityLimit[],
  moves: VelocityMoves,
  asked: Asked,
): readonly Exceeded[] {
  return limits
    .filter(({ then }) => then === 'report')
    .flatMap((limit) => exceeded(limit, moves, asked) ?? [])
    .filter(({ found, max }) => found <= max);
}

interface Measure {
  readonly measure: Exceeded['measure'];
  readonly max: bigint;
  readonly of: (points: VelocityMove['points']) => bigint;
}

const measureOf = ({ wallet, max }: NonNullable<VelocityLimit['points']>): Measure => ({
  measure: 'points',
  max,
  of: (points) => sumOf(points, wallet),
});

/** The oldest leave first. */
function againAt(
  { milliseconds }: VelocityLimit,
  counted: VelocityMoves,
  { max, found, asked, of }: Omit<Measure, 'measure'> & { readonly found: bigint; readonly asked: bigint },
): number | null {
  let left = found;
  for (const { at, points } of counted) {
    left -= of(points);
    if (left + asked <= max) return at + milliseconds;
  }
  return null;
}

const sumOf = (points: VelocityMove['points'], wallet: string): bigint =>
  sum(points.filter((each) => each.wallet === wallet).map((each) => each.points));

const sum = (numbers: readonly bigint[]): bigint => numbers.reduce((total, each) => total + each, 0n);

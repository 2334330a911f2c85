import type { Asked, Exceeded, VelocityLimit, VelocityMoves } from './velocity-limit.js';

/** Enough to look into; a limit names no more. */
const NAMED_MAX = 100;

/**
 * Whether so many others came first that this member is one too many. Those who came first are let through as before: what
 * is odd is not that they buy again.
 */
export function membersBeyond(
  limit: VelocityLimit,
  counted: VelocityMoves,
  { member, now }: Asked,
): Exceeded | undefined {
  if (limit.members === undefined || member === undefined) return undefined;
  const { members: max } = limit;
  const found = membersOf(counted);
  if (!isBeyond(found, member, max)) return undefined;
  const left = counted.findIndex((_, at) => !isBeyond(membersOf(counted.slice(at + 1)), member, max));
  return {
    limit,
    measure: 'members',
    max: BigInt(max),
    found: BigInt(found.length),
    asked: found.includes(member) ? 0n : 1n,
    members: found.slice(0, NAMED_MAX),
    againAt: (counted[left]?.at ?? now) + limit.milliseconds,
  };
}

/** In the order in which they came. */
const membersOf = (moves: VelocityMoves): readonly string[] => [
  ...new Set(moves.flatMap(({ member }) => member ?? [])),
];

function isBeyond(found: readonly string[], member: string, max: number): boolean {
  const place = found.indexOf(member);
  return (place < 0 ? found.length : place) >= max;
}

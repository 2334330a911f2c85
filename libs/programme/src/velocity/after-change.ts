import type { Asked, VelocityLimit } from './velocity-limit.js';

/**
 * When the time began in which a limit bounds what follows a change of contact: at the earliest change that is within it, so
 * that one who changes it again and again has no more room. Undefined: no change is, or the limit looks at none.
 */
export function beganAt(limit: VelocityLimit, asked: Asked): number | undefined {
  return limit.after && changesWithin(limit, asked)[0];
}

/** From when on it is over, or within the limit: one change after the other is left behind, with what came before the next. */
export function endedBy(limit: VelocityLimit, asked: Asked, isWithin: (since: number) => boolean): number {
  const changes = changesWithin(limit, asked);
  const left = changes.findIndex((_, at) => {
    const next = changes[at + 1];
    return next === undefined || isWithin(next);
  });
  return (changes[left] ?? asked.now) + limit.milliseconds;
}

const changesWithin = ({ milliseconds }: VelocityLimit, { contactChanges = [], now }: Asked): readonly number[] =>
  contactChanges.filter((at) => at > now - milliseconds);

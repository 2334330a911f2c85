import { done, refuse, type Outcome } from '../domain/refusal.js';

/** The programme that was named; where none was, the only one there is. */
export function chooseProgramme(named: string | undefined, programmes: readonly string[]): Outcome<string> {
  const [first] = programmes;
  if (named === undefined) {
    return first !== undefined && programmes.length === 1
      ? done(first)
      : refuse({ reason: 'programme_required', programmes });
  }
  return programmes.includes(named)
    ? done(named)
    : refuse({ reason: 'programme_not_found', programme: named, programmes });
}

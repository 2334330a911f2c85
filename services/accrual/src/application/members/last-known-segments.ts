import { counter, ServiceUnavailable } from '@loyalty/service-host/values';
import type { SegmentQuestion, Segments } from '../ports.js';

const REMEMBERED_MAX = 50_000;

const answeredFromMemory = counter(
  'accrual_segments_from_memory_total',
  'Members whose segments were those of their last purchase, since campaign was away',
);

/**
 * Segments as whoever computes them says. While that is away, those that were said of the same member by the same version
 * last, in this process; of whom nothing was said, nothing is guessed: the purchase is refused as not decided, and comes
 * again. What was seen stands in the explanation either way.
 */
export function lastKnownSegments(segments: Segments, rememberedMax = REMEMBERED_MAX): Segments {
  const remembered = new Map<string, ReadonlySet<string>>();
  const keep = (key: string, found: ReadonlySet<string>): void => {
    // Who was asked for last goes last.
    remembered.delete(key);
    remembered.set(key, found);
    const [oldest] = remembered.keys();
    if (remembered.size > rememberedMax && oldest !== undefined) remembered.delete(oldest);
  };
  return {
    async of(questions) {
      try {
        const found = await segments.of(questions);
        questions.forEach((question, at) => keep(keyOf(question), found[at] ?? NONE));
        return found;
      } catch (error) {
        if (!(error instanceof ServiceUnavailable)) throw error;
        const known = questions.flatMap((question) => remembered.get(keyOf(question)) ?? []);
        if (known.length < questions.length) throw error;
        answeredFromMemory.inc({}, known.length);
        return known;
      }
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

function keyOf({ programme, version, account }: SegmentQuestion): string {
  return `${programme} ${version} ${account}`;
}

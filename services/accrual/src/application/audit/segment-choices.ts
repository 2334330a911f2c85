import type { Programme } from '@loyalty/programme';

/** As many segments as are tried with one another; of more, each alone and all together. */
const TOGETHER_MAX = 5;

/**
 * In which segments a member may have been: in those that were seen, which may be none, and, since an offer that did not
 * fire recorded nothing of what it saw, in others besides. The likeliest first.
 */
export function segmentChoices(
  { segments }: Pick<Programme, 'segments'>,
  seen: ReadonlySet<string> = NONE,
): readonly ReadonlySet<string>[] {
  const others = [...segments.keys()].filter((name) => !seen.has(name));
  const subsets = others.length > TOGETHER_MAX ? [[], ...others.map((each) => [each]), others] : subsetsOf(others);
  return subsets.toSorted((one, other) => one.length - other.length).map((more) => new Set([...seen, ...more]));
}

const NONE: ReadonlySet<string> = new Set();

function subsetsOf([first, ...rest]: readonly string[]): readonly (readonly string[])[] {
  if (first === undefined) return [[]];
  const without = subsetsOf(rest);
  return [...without, ...without.map((each) => [first, ...each])];
}

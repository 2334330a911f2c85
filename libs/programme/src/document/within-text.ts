/** A YAML scalar as it stands in the text, with its marks: quotes, or the head of a block. */
export interface Written {
  /** Where it begins in the document. */
  readonly from: number;
  readonly source: string;
  readonly style: 'plain' | 'single' | 'double' | 'block';
}

interface Letter {
  readonly isSpace: boolean;
  readonly at: number;
}

/**
 * Where in the document a letter of a scalar's value stands. Lines may be folded and indented: both only add or take away
 * white space, so the n-th letter that is none is the same in the value and in the text, whatever the style.
 */
export function placeWithin(written: Written, value: string, letter: number): number {
  const marks = lettersOf(written).filter(({ isSpace }) => !isSpace);
  const before = value.slice(0, letter).replace(/\s/g, '').length;
  const [place, last] = [marks[before], marks.at(-1)];
  if (place) return place.at;
  return last ? last.at + 1 : written.from;
}

function lettersOf({ from, source, style }: Written): Letter[] {
  const letters: Letter[] = [];
  const isQuoted = style === 'single' || style === 'double';
  const end = isQuoted ? source.length - 1 : source.length;
  for (let at = style === 'block' ? source.indexOf('\n') : isQuoted ? 1 : 0; at < end; at += 1) {
    const written = source.charAt(at);
    const place = from + at;
    if (style === 'double' && written === '\\') {
      at += 1;
      letters.push({ isSpace: /[\s0abtnvfr_NLPe]/.test(source.charAt(at)), at: place });
      at += { x: 2, u: 4, U: 8 }[source.charAt(at)] ?? 0;
    } else {
      if (style === 'single' && written === "'") at += 1;
      letters.push({ isSpace: /\s/.test(written), at: place });
    }
  }
  return letters;
}

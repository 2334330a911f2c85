import type { Place } from './term.js';

/**
 * A part as it stands in the condition, in one line. The parser's range of `(a + b) * 2` begins after the parenthesis:
 * what was opened or closed outside of a range is taken in.
 */
export function termText(source: string, from: number, to: number): string {
  const { opened, closed } = unbalanced(source.slice(from, to));
  let [start, end] = [from, to];
  for (let left = closed; left > 0 && start > 0; start--) if (source[start - 1] === '(') left -= 1;
  for (let left = opened; left > 0 && end < source.length; end++) if (source[end] === ')') left -= 1;
  return source.slice(start, end).replace(/\s*\n\s*/g, ' ');
}

/** Whether the part from `from` to `to` stands in parentheses of its own, which open after `after`. */
export function isParenthesised(source: string, after: number, { from, to }: Pick<Place, 'from' | 'to'>): boolean {
  return unbalanced(source.slice(after, from)).opened > unbalanced(source.slice(from, to)).closed;
}

/** Parentheses without their other half, those in texts left out. */
function unbalanced(text: string): { readonly opened: number; readonly closed: number } {
  let [opened, closed] = [0, 0];
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (quote !== '') {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '(') opened += 1;
    else if (letter === ')') {
      if (opened > 0) opened -= 1;
      else closed += 1;
    }
  }
  return { opened, closed };
}

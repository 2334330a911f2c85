/**
 * A small glob instead of regular expressions, which can take for ever on a hostile code: `*` is any run of characters,
 * `?` any one, `#` one digit, `\` takes the next character as it is. The whole text must match, case counts.
 */
export const PATTERN_LENGTH_MAX = 64;

type Token = { readonly kind: 'run' | 'any' | 'digit' } | { readonly kind: 'exactly'; readonly character: string };

export interface Pattern {
  readonly text: string;
  readonly tokens: readonly Token[];
}

export type PatternFault = 'too_long' | 'looks_like_a_regular_expression' | 'ends_in_a_backslash' | 'repeats_a_star';

/** What tells a regular expression from a code; who means the character itself writes a backslash before it. */
const REGULAR_EXPRESSION = new Set('^$[](){}|+');

export function parsePattern(text: string): Pattern | PatternFault {
  if (text.length > PATTERN_LENGTH_MAX) return 'too_long';
  if (/^\/.*\/[a-z]*$/.test(text)) return 'looks_like_a_regular_expression';

  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') {
      if (++at === text.length) return 'ends_in_a_backslash';
      tokens.push({ kind: 'exactly', character: text.charAt(at) });
    } else if (character === '*') {
      if (tokens.at(-1)?.kind === 'run') return 'repeats_a_star';
      tokens.push({ kind: 'run' });
    } else if (character === '?') tokens.push({ kind: 'any' });
    else if (character === '#') tokens.push({ kind: 'digit' });
    else if (REGULAR_EXPRESSION.has(character)) return 'looks_like_a_regular_expression';
    else tokens.push({ kind: 'exactly', character });
  }
  return { text, tokens };
}

/**
 * After a mismatch only the last star gives way, by one character: at worst pattern length × text length steps, both of
 * which are bounded.
 */
export function matches({ tokens }: Pattern, text: string): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const current = tokens[token];
    if (current?.kind === 'run') {
      star = token++;
      starAt = at;
    } else if (current && accepts(current, text.charAt(at))) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (tokens[token]?.kind === 'run') token++;
  return token === tokens.length;
}

function accepts(token: Token, character: string): boolean {
  if (token.kind === 'exactly') return token.character === character;
  return token.kind === 'any' || (character >= '0' && character <= '9');
}

/** Codes and patterns together. Plain codes, of which there may be thousands, are looked up at once. */
export interface CodeList {
  readonly codes: ReadonlySet<string>;
  readonly patterns: readonly Pattern[];
  /** Most lists of most rules are, and there are many rules: it is known beforehand. */
  readonly isEmpty: boolean;
}

export function isListed(list: CodeList, code: string): boolean {
  if (list.isEmpty) return false;
  if (list.codes.has(code)) return true;
  for (const pattern of list.patterns) if (matches(pattern, code)) return true;
  return false;
}

/** The code that a pattern without wildcards stands for. */
export function plainCode({ tokens }: Pattern): string | undefined {
  let code = '';
  for (const token of tokens) {
    if (token.kind !== 'exactly') return undefined;
    code += token.character;
  }
  return code;
}

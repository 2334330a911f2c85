import { Environment, ParseError, type ASTNode } from '@marcbachmann/cel-js';
import type { ProblemAt } from './condition-problem.js';

/** Long enough for a list of 300 articles; short enough that the parser, which goes down by one for each `!`, comes back. */
const LENGTH_MAX = 4_000;
const DEPTH_MAX = 32;
const PARTS_MAX = 1_000;

const parser = new Environment({
  limits: {
    maxDepth: DEPTH_MAX,
    maxAstNodes: PARTS_MAX,
    maxListElements: PARTS_MAX,
    maxMapEntries: PARTS_MAX,
    maxCallArguments: PARTS_MAX,
  },
});

/** The tree of a condition, or why it has none. Only its form is checked. */
export function parseCondition(source: string): { readonly tree: ASTNode } | { readonly problem: ProblemAt } {
  if (source.length > LENGTH_MAX) {
    const expected = `at most ${LENGTH_MAX} characters`;
    const message = 'The condition is too long. Long lists of articles belong in a category or a segment.';
    return { problem: { code: 'too_long', message, at: 0, expected, found: `${source.length} characters` } };
  }
  try {
    return { tree: parser.parse(source).ast };
  } catch (error) {
    if (error instanceof ParseError) return { problem: explain(error, source) };
    throw error;
  }
}

function explain(error: ParseError, source: string): ProblemAt {
  const at = error.range?.start ?? 0;
  const found = nameOf(source.slice(at, error.range?.end));
  if (error.summary.includes('maxDepth')) {
    const message = 'The condition is nested too deeply.';
    return { code: 'too_deep', message, at, expected: `at most ${DEPTH_MAX} levels`, found: 'more' };
  }
  if (error.code === 'limit_exceeded') {
    const message = 'The condition has too many parts.';
    return { code: 'too_many_parts', message, at, expected: `at most ${PARTS_MAX} parts`, found: 'more' };
  }
  if (error.code === 'invalid_macro_argument') {
    const message = 'A name for one element is needed, as `l` in `purchase.lines.exists(l, l.amount > 5.00)`.';
    return { code: 'wrong_type', message, at, expected: 'a name', found };
  }
  return {
    code: 'syntax_error',
    message: `This cannot be read: ${hint(error, found)}.`,
    at,
    expected: expected(error),
    found,
  };
}

function nameOf(text: string): string {
  if (text === '') return 'the end';
  return text === '\n' || text === '\r' ? 'the end of the line' : text;
}

const TOKENS: Readonly<Record<string, string>> = {
  IDENTIFIER: 'a name',
  RPAREN: '`)`',
  RBRACKET: '`]`',
  RBRACE: '`}`',
  COLON: '`:`',
};

function expected(error: ParseError): string {
  const token = /^Expected (\w+),/.exec(error.summary)?.[1];
  if (token) return TOKENS[token] ?? token;
  if (error.code.startsWith('unterminated')) return 'a closing quote';
  if (error.code === 'unexpected_token') return 'a fact, a value or a call';
  if (error.code === 'reserved_identifier') return 'a name that is not reserved';
  return 'an operator or the end';
}

/** What people of other languages write, and what it is called here. */
function hint(error: ParseError, found: string): string {
  const written: Readonly<Record<string, string>> = {
    and: 'and is written `&&`',
    or: 'or is written `||`',
    not: 'not is written `!`',
    '=': 'equal is written `==`',
    '&': 'and is written `&&`',
    '|': 'or is written `||`',
    'the end': 'the condition ends too early',
    'the end of the line': 'a text ends in its own line',
  };
  if (error.code.startsWith('unterminated')) return 'the text has no end';
  return written[found] ?? `\`${found}\` is not expected here`;
}

import { describe, expect, it } from '@jest/globals';
import { termText } from './term-text.js';

/** The text of the part that stands between `«` and `»`, where the parser would put them. */
function textOf(marked: string): string {
  const from = marked.indexOf('«');
  const to = marked.indexOf('»') - 1;
  return termText(marked.replace(/[«»]/g, ''), from, to);
}

describe('The text of a term', () => {
  it.each([
    ['«a > b» && c', 'a > b'],
    ['(«a + b) * 2 > 3» && c', '(a + b) * 2 > 3'],
    ['(( «a + b) * 2) > 3»', '(( a + b) * 2) > 3'],
    ['x && («a > (b + 1») )', 'a > (b + 1)'],
    ['(«a) > ((b) + (c»)) && d', '(a) > ((b) + (c))'],
    ["«a == ')'» && b", "a == ')'"],
    ['(«a == "(")» && b', '(a == "(")'],
    ["(«a == '\\')')» && b", "(a == '\\')')"],
    ["(«a == '\"(')» && b", "(a == '\"(')"],
    ["(«a == '\\'('») && b", "a == '\\'('"],
    ['x && («a > (b + 1 » ) )', 'a > (b + 1  )'],
    ['«a >\n    b»', 'a > b'],
    ['«f(a) > g(b)»', 'f(a) > g(b)'],
  ])('%s', (marked, text) => {
    expect(textOf(marked)).toBe(text);
  });
});

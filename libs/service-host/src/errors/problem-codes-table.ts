import { problemCodes } from './problem-codes.js';

/** The codes of one owner as the Markdown table that docs/api/errors.md holds between `codes` comments. */
export function problemCodesTable(owner: string): string {
  const rows = problemCodes()
    .filter((entry) => entry.owner === owner)
    .map(({ code, status, doc }) => `| \`${code}\` | ${status} | ${doc} |`);
  return ['| code | status | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The page with the owner's table as it is now, where the page has a place for it. */
export function withCodesTable(markdown: string, owner: string): string {
  const place = new RegExp(`(<!-- codes: ${owner} -->)[^]*?(<!-- /codes -->)`);
  // A function, since `$` in a text would stand for something else.
  return markdown.replace(place, (_, start, end) => `${start}\n\n${problemCodesTable(owner)}\n\n${end}`);
}

/** What a page says between `<!-- codes: owner -->` and `<!-- /codes -->`; columns may be padded. */
export function documentedCodesTable(markdown: string, owner: string): string | undefined {
  const start = `<!-- codes: ${owner} -->`;
  const from = markdown.indexOf(start);
  const to = markdown.indexOf('<!-- /codes -->', from);
  if (from < 0 || to < 0) return undefined;
  return markdown
    .slice(from + start.length, to)
    .trim()
    .replaceAll(/ *\| */g, '|')
    .replaceAll(/-{3,}/g, '---')
    .replaceAll('|', ' | ')
    .replaceAll(/^ | $/gm, '');
}

/** The result as a Markdown table, aligned as Prettier would. */
export function tableOf(results) {
  const caught = results.filter((result) => result.caughtBy.length > 0).length;
  const rows = results.map(({ bug, caughtBy }) => [
    bug.name,
    `\`${bug.file}\``,
    speaker(caughtBy),
    `${caughtBy.length}`,
  ]);
  const head = ['planted bug', 'in', 'caught by, among others', 'tests'];
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => row[column].length), title.length),
  );
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return `${caught} of ${results.length} caught.\n\n${[line(head), rule, ...rows.map(line)].join('\n')}\n`;
}

/** The test that says most: of the spec in which most tests fail, the first. */
function speaker(caughtBy) {
  if (caughtBy.length === 0) return '**nothing: it survived**';
  const specs = Map.groupBy(caughtBy, ({ spec }) => spec);
  const [loudest] = [...specs.values()].sort((one, other) => other.length - one.length);
  const [{ spec, title }] = loudest;
  return `\`${spec}\`: ${title.replaceAll('|', '\\|')}`;
}

const rowOf = (cells) => `| ${cells.join(' | ')} |`;

/** Code in a cell; where it has backticks itself, between three of them. */
function codeOf(code) {
  const text = code.replaceAll('|', '\\|');
  return text.includes('`') ? `\`\`\` ${text} \`\`\`` : `\`${text}\``;
}

/** Static mutants are run when a module is loaded, before any spec: none can be told from the others, so they are left out. So is what is ignored. */
export function scoreTable(files) {
  const rows = files.map(({ file, mutants }) => [codeOf(file), mutants]).sort();
  const all = rows.flatMap(([, mutants]) => mutants);
  return [
    rowOf([
      'file',
      'mutants',
      'killed',
      'of these without end',
      'survived',
      'of these reached by no spec',
      'left out',
      'score',
    ]),
    rowOf(Array(8).fill('---')),
    ...[...rows, ['**all**', all]].map(([file, mutants]) => rowOf([file, ...numbersOf(mutants)])),
  ].join('\n');
}

function numbersOf(mutants) {
  const count = (...states) => mutants.filter(({ status }) => states.includes(status)).length;
  const killed = count('Killed', 'Timeout');
  const survived = count('Survived', 'NoCoverage');
  const score = killed + survived === 0 ? '' : `${((100 * killed) / (killed + survived)).toFixed(1)} %`;
  return [killed + survived, killed, count('Timeout'), survived, count('NoCoverage'), count('Ignored'), score];
}

/** One section for each reason. */
export function reasonTable(survivors) {
  return [...Map.groupBy(survivors, ({ why }) => why)]
    .map(([why, mutants]) =>
      [
        `**${mutants.length}** · ${why}`,
        '',
        rowOf(['file', 'where', 'becomes']),
        rowOf(Array(3).fill('---')),
        ...mutants.map(({ file, line, code, becomes }) => rowOf([codeOf(file), placeOf(line, code), codeOf(becomes)])),
      ].join('\n'),
    )
    .join('\n\n');
}

/** How many of each file nobody has given a reason for: some lack a spec. */
export function unexplainedTable(survivors) {
  return [
    rowOf(['file', 'survivors without a reason']),
    rowOf(Array(2).fill('---')),
    ...[...Map.groupBy(survivors, ({ file }) => file)].map(([file, all]) => rowOf([codeOf(file), all.length])).sort(),
    rowOf(['**all**', survivors.length]),
  ].join('\n');
}

function placeOf(line, code) {
  return line === code ? codeOf(code) : `${codeOf(code)} in ${codeOf(line)}`;
}

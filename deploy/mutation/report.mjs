/**
 * Writes `MUTATION.md` from what Stryker found last, in as many parts as it was run in: the score file by file, and every
 * survivor with the reason for which nobody could tell it from what it replaces (`mutation/equivalent.json` of the lib:
 * `mutants` as they are, or `like`, regular expressions for those that are alike). Ends with 1 where a survivor has no
 * reason, a reason no survivor, or a mutant no verdict. `node deploy/mutation/report.mjs ledger`
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { reasonTable, scoreTable, unexplainedTable } from './tables.mjs';

const [name = 'ledger'] = process.argv.slice(2);
const root = join(import.meta.dirname, '../..');
const lib = join(root, 'libs', name);
const report = JSON.parse(await readFile(join(root, `reports/mutation/${name}.incremental.json`), 'utf8'));
const equivalent = JSON.parse(await readFile(join(lib, 'mutation/equivalent.json'), 'utf8'));
const NOT_EXPLAINED = 'Some of these lack a spec, others make no difference; `report.mjs` lists them one by one.';
const PARTS = ['file', 'line', 'code', 'becomes'];
const files = Object.entries(report.files).map(([path, { source, mutants }]) => ({
  file: path.replace(`libs/${name}/src/`, ''),
  source: source.split('\n'),
  mutants,
}));

const survivors = files.flatMap(({ file, source, mutants }) =>
  mutants
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map(({ location, replacement }) => ({ file, ...textAt(location, source), becomes: oneLine(replacement) })),
);
const reasons = equivalent.flatMap(({ why, mutants = [], like = [] }) => [
  ...mutants.map((mutant) => ({
    why,
    mutant,
    isFor: (survivor) => PARTS.every((part) => survivor[part] === mutant[part]),
  })),
  ...like.map((pattern) => ({ why, mutant: pattern, isFor: isLike(pattern) })),
]);
const explained = survivors.map((survivor) => ({
  ...survivor,
  why: reasons.find(({ isFor }) => isFor(survivor))?.why,
}));
const unexplained = explained.filter(({ why }) => why === undefined);
const outlived = reasons.filter(({ isFor }) => !survivors.some(isFor)).map(({ mutant }) => mutant);

/** Neither killed nor alive: its run broke down, or took so long by the clock that nobody knows whether it has an end. */
const undecided = files.flatMap(({ file, source, mutants }) =>
  mutants
    .filter(({ status, statusReason }) =>
      status === 'Timeout' ? !statusReason : !['Killed', 'Survived', 'NoCoverage', 'Ignored'].includes(status),
    )
    .map(({ location, status, statusReason }) => ({ file, ...textAt(location, source), status, statusReason })),
);

/** Every part that is named matches as a whole. */
function isLike(pattern) {
  const parts = Object.entries(pattern).map(([part, text]) => [part, new RegExp(`^(?:${text})$`)]);
  return (survivor) => parts.every(([part, expression]) => expression.test(survivor[part]));
}

for (const each of undecided) console.log('no verdict:', each);
for (const each of unexplained) console.log('no reason for it:', each);
for (const each of outlived) console.log('no longer a survivor:', each);

const text = [
  (await readFile(join(lib, 'mutation/preface.md'), 'utf8')).trim(),
  `## Score, ${new Date().toISOString().slice(0, 10)}`,
  scoreTable(files),
  '## Survivors',
  reasonTable(explained.filter(({ why }) => why !== undefined)),
  ...(unexplained.length > 0 ? ['### Not explained yet', NOT_EXPLAINED, unexplainedTable(unexplained)] : []),
];
const page = join(lib, 'MUTATION.md');
await writeFile(page, await format(text.join('\n\n'), { ...(await resolveConfig(page)), parser: 'markdown' }));
process.exitCode = unexplained.length + outlived.length + undecided.length === 0 ? 0 : 1;

/** The source line, and what of it the mutant replaces. */
function textAt({ start, end }, source) {
  const line = source[start.line - 1];
  const code = source.slice(start.line - 1, end.line);
  code[code.length - 1] = code.at(-1).slice(0, end.column - 1);
  code[0] = code[0].slice(start.column - 1);
  return { line: line.trim(), code: oneLine(code.join(' ')) };
}

function oneLine(code) {
  return code.replace(/\s+/g, ' ').trim();
}

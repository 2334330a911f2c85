import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { testProgramme } from '@loyalty/programme';
import { CommandFailed, type Output } from '../output.js';
import { problemLines } from '../problem-lines.js';

const TESTS = '.test.yaml';

interface Counts {
  files: number;
  passed: number;
  failed: number;
}

/**
 * Plays `shop.test.yaml` against the `shop.yaml` beside it; a directory with all that it holds. No server is needed. Exit
 * code 1 where anything is not as it says.
 */
export async function testProgrammes(output: Output, path: string): Promise<void> {
  const files = await testFilesOf(path);
  if (files.length === 0) throw new CommandFailed(`${path}: there are no tests here (they are called *${TESTS})`);

  const counts: Counts = { files: files.length, passed: 0, failed: 0 };
  for (const file of files) await testFile(output, file, counts);
  const { passed, failed } = counts;
  const told = `${number(passed, 'test')} passed, ${failed} failed, in ${number(files.length, 'file')}`;
  output.summary({ ok: failed === 0, ...counts }, told);
  if (failed > 0) throw new CommandFailed('');
}

/** The document or its tests may be named; either way it is the tests that are played. */
async function testFilesOf(path: string): Promise<readonly string[]> {
  if ((await stat(path)).isDirectory()) {
    const names = await readdir(path, { recursive: true });
    return names
      .filter((name) => name.endsWith(TESTS))
      .sort()
      .map((name) => join(path, name));
  }
  return [path.endsWith(TESTS) ? path : path.replace(/\.ya?ml$/, '') + TESTS];
}

async function testFile(output: Output, file: string, counts: Counts): Promise<void> {
  const programme = `${file.slice(0, -TESTS.length)}.yaml`;
  const tested = testProgramme(await readFile(programme, 'utf8'), await readFile(file, 'utf8'));
  if (!tested.ok) {
    counts.failed += 1;
    output.say(problemLines(tested.of === 'programme' ? programme : file, tested.problems));
    return;
  }
  for (const { name, differences } of tested.tests) {
    counts[differences.length === 0 ? 'passed' : 'failed'] += 1;
    for (const { line, column, what, expected, found } of differences) {
      output.say(`${file}:${line}:${column} ${name}: ${what} ${found}, expected ${expected}`);
    }
  }
}

const number = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/**
 * `npm test`: the walls, then every spec of every project with its real parts, in one go. With arguments
 * (`npm test -- libs/ledger`, `npm test -- -t capture`) only what Jest finds by them.
 * The last line is `N passed, N failed`; a wall counts as one test.
 */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './house/build.mjs';
import { runJest } from './house/jest-run.mjs';
import { endWhatWasLeftRunning } from './house/left-running.mjs';
import { exitWith, Interrupted, say, Stop } from './house/say.mjs';
import { tryWalls } from './house/walls.mjs';

const args = process.argv.slice(2);
const startedAt = Date.now();

await exitWith(async () => {
  const walls = args.length === 0 ? await tryWalls((text) => process.stderr.write(text)) : await buildForPart();
  const jest = await testWith(ownDirectory());
  return summarize(walls, jest);
});

/** Specs of the whole product run what was built; a part does not wait for a room that is being rebuilt, and says that it failed. */
async function buildForPart() {
  say('only a part: the walls are left out (`npm run lint` tries them alone)');
  try {
    await build();
    return { passed: 0, failed: 0 };
  } catch (error) {
    if (!(error instanceof Stop) || error instanceof Interrupted) throw error;
    say(`${error.message}; specs that start the product see what was built before`);
    return { passed: 0, failed: 1 };
  }
}

/**
 * Each run has a directory for temporary files and a mark on its processes, so that two runs in one clone
 * share no name, and whatever a killed test leaves is found and removed.
 */
function ownDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'loyalty-'));
  // PostgreSQL refuses to run as root and gets a user of its own, which must find its way in.
  chmodSync(directory, 0o755);
  return directory;
}

async function testWith(directory) {
  const mark = ['LOYALTY_TEST_RUN', randomUUID()];
  try {
    const env = { ...process.env, TMPDIR: directory, [mark[0]]: mark[1] };
    const counts = await runJest(args, { report: join(directory, 'jest.json'), env });
    const left = await endWhatWasLeftRunning(mark.join('='));
    for (const command of left) say(`was left running and has been ended: ${command}`);
    return { ...counts, left: left.length };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function summarize(walls, jest) {
  const passed = walls.passed + jest.passed + (jest.left === 0 ? 1 : 0);
  const failed = walls.failed + jest.failed + (jest.left === 0 ? 0 : 1);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  process.stdout.write(`walls: ${walls.passed} stand, ${walls.failed} do not\n`);
  process.stdout.write(
    `specs: ${jest.passed} passed, ${jest.failed} failed, ${jest.skipped} skipped, in ${jest.suites} files\n`,
  );
  process.stdout.write(
    `left running: ${jest.left === 0 ? 'nothing' : `${jest.left} processes`}; ${seconds} s in all\n`,
  );
  for (const line of wordsForNotRun(jest.notRun)) process.stdout.write(`${line}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return jest.stoppedBy ? jest.exitCode : failed > 0 ? 1 : 0;
}

/** What this machine cannot run is no failure here; CI requires all of it. */
function wordsForNotRun(notRun) {
  const reasons = Map.groupBy(notRun, ({ why }) => why);
  return [...reasons].map(([why, suites]) => {
    const files = suites.map(({ file }) => file).join(' ');
    return `not run: ${suites.length} files. ${why}. Then: npm test -- ${files}`;
  });
}

import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runToItsEnd } from './child.mjs';
import { QUIET_CLIENT } from '../commands.mjs';
import { inRoot, root } from './directories.mjs';

/** Runs Jest over all projects, or over what the arguments name, and counts what it reports. */
export async function runJest(args, { report, env }) {
  const quick = ['--import', pathToFileURL(inRoot('bin/house/end-at-once.mjs')).href];
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', QUIET_CLIENT, ...quick];
  const jest = [inRoot('node_modules/jest/bin/jest.js'), '--maxWorkers=2', '--json', `--outputFile=${report}`, ...args];
  // Jest prints its report a second time on standard output when it is a file; standard error shows the progress.
  const { exitCode, stoppedBy } = await runToItsEnd(process.execPath, [...node, ...jest], {
    cwd: root,
    env,
    stdio: ['inherit', 2, 2],
  });
  const written = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  return { ...countsOf(written, exitCode), stoppedBy, exitCode };
}

/**
 * Sums Jest's report so that nothing red is counted away: a suite that could not start has no tests of its
 * own and counts as one failure, and so does a run that ended badly without a failure to show for it.
 */
export function countsOf(report, exitCode) {
  if (!report) return { passed: 0, failed: 1, skipped: 0, suites: 0, notRun: [] };
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    suites: report.numTotalTestSuites,
    notRun: report.testResults.flatMap(notRun),
  };
}

/** A group of specs that finds something missing on this machine says so at the end of its title: `… (not run: WHY)`. */
function notRun({ name, assertionResults }) {
  const titles = assertionResults.flatMap(({ ancestorTitles }) => ancestorTitles);
  const why = titles.map((title) => /[(]not run: (.+)[)]$/.exec(title)?.[1]).find(Boolean);
  return why ? [{ file: relative(root, name), why }] : [];
}

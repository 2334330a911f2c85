import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { commands } from '../commands.mjs';
import { commandDirectory, inRoot, root } from './directories.mjs';
import { countsOf } from './jest-run.mjs';
import { isRecentEnough } from './node.mjs';

describe('The table of commands', () => {
  const { scripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));

  it('has an npm script for each command, and no script without one', () => {
    const expected = Object.keys(commands).map((name) => [name, `exec node bin/run.mjs ${name}`]);
    expect(scripts).toEqual(Object.fromEntries(expected));
  });

  it.each(Object.entries(commands))('%s leads to a file that is there', (_, { node }) => {
    const file = node.find((argument) => !argument.startsWith('--')) ?? '';
    expect(existsSync(file.replace('/dist/main.js', '/src/main.ts'))).toBe(true);
  });
});

describe('Where a command runs', () => {
  const callersEnv = { npm_lifecycle_event: 'loyalty', INIT_CWD: '/home/ann/imports' };

  it("is the caller's place when npm moved to the clone", () => {
    expect(commandDirectory('loyalty', { env: callersEnv, cwd: root })).toBe('/home/ann/imports');
  });

  it('is where the command was called without npm, whatever an npm further up has left behind', () => {
    expect(commandDirectory('loyalty', { env: callersEnv, cwd: '/tmp' })).toBe('/tmp');
    expect(commandDirectory('loyalty', { env: { ...callersEnv, npm_lifecycle_event: 'test' }, cwd: root })).toBe(root);
  });
});

describe('The Node of the host', () => {
  it.each([
    ['20.20.2', false],
    ['24.10.9', false],
    ['24.11.0', true],
    ['25.0.0', true],
  ])('%s is recent enough: %s', (version, expected) => {
    expect(isRecentEnough(version)).toBe(expected);
  });
});

describe('The count of a test run', () => {
  const green = {
    numPassedTests: 5,
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
    numPendingTests: 1,
    numTodoTests: 1,
    numTotalTestSuites: 2,
    testResults: [
      { name: inRoot('libs/a.spec.ts'), assertionResults: [{ ancestorTitles: ['A bus', 'that is full'] }] },
      { name: inRoot('libs/b.spec.ts'), assertionResults: [{ ancestorTitles: ['A bus (not run: no wheels here)'] }] },
    ],
  };
  const notRun = [{ file: 'libs/b.spec.ts', why: 'no wheels here' }];

  it('says what passed, what was skipped, and what this machine could not run', () => {
    expect(countsOf(green, 0)).toEqual({ passed: 5, failed: 0, skipped: 2, suites: 2, notRun });
  });

  it('counts a file that could not even start as a failure', () => {
    expect(countsOf({ ...green, numRuntimeErrorTestSuites: 1 }, 1).failed).toBe(1);
  });

  it('is never green when Jest ended badly', () => {
    expect(countsOf(green, 1).failed).toBe(1);
    expect(countsOf(undefined, 0).failed).toBe(1);
  });
});

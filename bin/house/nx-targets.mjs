import { dirname } from 'node:path';

/**
 * The targets of every project, so that `npx nx test ledger` and `npx nx affected -t test` work without a
 * line in each package.json. Nothing is cached: a replayed result is no test, and the compiler keeps its own memory.
 */
export const createNodesV2 = [
  '{libs,services}/*/package.json',
  (files) => files.map((file) => [file, { projects: { [dirname(file)]: { targets: targetsOf(dirname(file)) } } }]),
];

function targetsOf(project) {
  const inProject = { cwd: project };
  return {
    build: command('tsc -b tsconfig.lib.json', inProject),
    test: command('jest', {
      ...inProject,
      env: { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
    }),
    lint: command('eslint --max-warnings=0 .', inProject),
  };
}

function command(line, options) {
  return { executor: 'nx:run-commands', options: { command: line, ...options }, cache: false };
}

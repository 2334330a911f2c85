import { inRoot } from './house/directories.mjs';

/**
 * With less, a fifth of the engine's time goes into moving objects that die young. The room is there from the start: Node
 * grows into it slowly, and collects twice as often until then.
 */
const ROOM_FOR_YOUNG_OBJECTS = ['--min-semi-space-size=64', '--max-semi-space-size=64'];

/**
 * Every command of the clone, in one place; package.json's scripts only name them.
 * `node` is what Node is given, before the caller's own arguments.
 * `inCallersDirectory` lets arguments name files as the caller sees them; everything else runs in the clone.
 */
export const commands = {
  start: {
    says: 'bring everything up on this machine: `npm start -- --home DIR --port N`',
    node: [...ROOM_FOR_YOUNG_OBJECTS, inRoot('services/cli/dist/main.js'), 'start'],
    needsBuild: true,
    inCallersDirectory: true,
  },
  loyalty: {
    says: 'the command line: `npm run loyalty -- --help`',
    node: [...ROOM_FOR_YOUNG_OBJECTS, inRoot('services/cli/dist/main.js')],
    needsBuild: true,
    inCallersDirectory: true,
  },
  test: {
    says: 'walls, then every spec; `npm test -- libs/ledger` runs a part',
    node: [inRoot('bin/test.mjs')],
  },
  lint: {
    says: 'the walls alone: formatting, lint, boundaries, types',
    node: [inRoot('bin/lint.mjs')],
  },
  build: {
    says: 'compile what changed',
    node: [inRoot('bin/build.mjs')],
  },
  bench: {
    says: 'figures against their baselines: `npm run bench -- [name] [--json]`',
    node: [...ROOM_FOR_YOUNG_OBJECTS, inRoot('deploy/load/bench.mjs')],
    needsBuild: true,
  },
  simulate: {
    says: 'random histories against the naive model: `npm run simulate -- --seeds N`',
    node: [inRoot('deploy/load/simulate.mjs')],
    needsBuild: true,
  },
  mutate: {
    says: 'mutation test of libs/ledger',
    node: [inRoot('node_modules/@stryker-mutator/core/bin/stryker.js'), 'run'],
    env: { NODE_OPTIONS: '--experimental-vm-modules' },
  },
};

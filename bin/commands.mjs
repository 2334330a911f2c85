import { availableParallelism } from 'node:os';
import { inRoot } from './house/directories.mjs';

/**
 * With less, a fifth of the engine's time goes into moving objects that die young. The room is there from the start: Node
 * grows into it slowly, and collects twice as often until then.
 */
const ROOM_FOR_YOUNG_OBJECTS = ['--min-semi-space-size=64', '--max-semi-space-size=64'];

/**
 * The collector's threads, four by default, share one collection. On as few cores as a server's thread and PostgreSQL fill
 * by themselves they mostly wait for one another, and burn a core while they do.
 */
const COLLECTOR = [`--v8-pool-size=${Math.min(4, Math.max(1, availableParallelism() - 1))}`];

/**
 * A writer remembers as many accounts as the heap has room for, and is five times as slow at those it has forgotten. By
 * itself Node takes a quarter of the machine's memory (or the container's), and never more than 4 GB. A percentage goes
 * before what the operator says, so it is left out then.
 */
const ROOM_FOR_ACCOUNTS = process.env['NODE_OPTIONS']?.includes('--max-old-space-size')
  ? []
  : ['--max-old-space-size-percentage=40'];

/**
 * Old objects are looked through when they have become three times as many. By itself V8 waits for less the more there are:
 * with millions of lots in memory the collector was never done, and a writer half as fast.
 */
const ROOM_FOR_OLD_OBJECTS = ['--heap-growing-percent=200'];

const MEMORY = [...ROOM_FOR_YOUNG_OBJECTS, ...ROOM_FOR_OLD_OBJECTS, ...ROOM_FOR_ACCOUNTS, ...COLLECTOR];

/** kafkajs asks for timers that are long over, which is harmless, and Node says so once in every process that does. */
export const QUIET_CLIENT = '--disable-warning=TimeoutNegativeWarning';

/**
 * Every command of the clone, in one place; package.json's scripts only name them.
 * `node` is what Node is given, before the caller's own arguments.
 * `usesKafka` lets it know where Apache Kafka is, or why it is not; the command itself decides whether it can do without.
 * Specs can have it 'also in Docker': what measures or strikes a broker's process needs one of this machine.
 * `inCallersDirectory` lets arguments name files as the caller sees them; everything else runs in the clone.
 */
export const commands = {
  start: {
    says: 'bring everything up on this machine: `npm start -- --home DIR --port N`',
    node: [QUIET_CLIENT, ...MEMORY, inRoot('services/cli/dist/main.js'), 'start'],
    needsBuild: true,
    inCallersDirectory: true,
  },
  loyalty: {
    says: 'the command line: `npm run loyalty -- --help`',
    node: [QUIET_CLIENT, ...MEMORY, inRoot('services/cli/dist/main.js')],
    needsBuild: true,
    inCallersDirectory: true,
  },
  test: {
    says: 'walls, then every spec; `npm test -- libs/ledger` runs a part',
    node: [inRoot('bin/test.mjs')],
    usesKafka: 'also in Docker',
  },
  e2e: {
    says: 'one suite against both shapes, one process and processes on Kafka; compares every answer',
    node: [inRoot('bin/test.mjs'), 'deploy/e2e/src/both-shapes'],
    needsBuild: true,
    usesKafka: 'also in Docker',
  },
  lint: {
    says: 'the walls alone: formatting, lint, boundaries, types',
    node: [inRoot('bin/lint.mjs')],
  },
  build: {
    says: 'compile what changed',
    node: [inRoot('bin/build.mjs')],
  },
  contracts: {
    says: 'write the code of proto/ anew; `npm run contracts -- release` when a version is released',
    node: [inRoot('bin/contracts.mjs')],
  },
  bench: {
    says: 'figures against their baselines: `npm run bench -- [name] [--json]`',
    node: [QUIET_CLIENT, ...MEMORY, inRoot('deploy/load/bench.mjs')],
    needsBuild: true,
    usesKafka: true,
  },
  'demo:partners': {
    says: 'a month of trade with three partners: `npm run demo:partners -- --home DIR --seed N`',
    node: [QUIET_CLIENT, inRoot('deploy/demo/partners.mjs')],
    needsBuild: true,
    inCallersDirectory: true,
  },
  'demo:kafka': {
    says: 'one history played into processes on Kafka and into one process, and compared',
    node: [QUIET_CLIENT, ...MEMORY, inRoot('deploy/demo/kafka.mjs')],
    needsBuild: true,
    usesKafka: true,
  },
  faults: {
    says: 'real processes under faults: `npm run faults -- --seeds N [--only NAME]`; `--planted` shows what it catches',
    node: [QUIET_CLIENT, inRoot('deploy/faults/main.mjs')],
    needsBuild: true,
    usesKafka: true,
  },
  simulate: {
    says: 'random histories, checked: `npm run simulate -- [--scope ledger|redemption|programme] --seeds N`',
    node: [inRoot('deploy/load/simulate.mjs')],
    needsBuild: true,
  },
  race: {
    says: 'many at once ask two processes for what is there for a few: exactly those get it; `npm run race -- [--json]`',
    node: [QUIET_CLIENT, ...MEMORY, inRoot('deploy/race/race.mjs')],
    needsBuild: true,
  },
  mutate: {
    says: 'mutation test of a pure lib: `npm run mutate -- [ledger|programme]`',
    node: [inRoot('deploy/mutation/main.mjs')],
    env: { NODE_OPTIONS: '--experimental-vm-modules' },
  },
  'planted-bugs': {
    says: 'plants each bug of libs/ledger/planted-bugs in a copy of the ledger and says which spec speaks',
    node: [inRoot('libs/ledger/planted-bugs/plant.mjs')],
  },
};

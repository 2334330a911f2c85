import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { readArguments } from '../../bin/house/arguments.mjs';

/**
 * Plays random histories on all cores, and counts what they reached: of the ledger beside its naive model, of
 * redemptions through their use cases and a store, or of random programmes through accrual's. A history is its seed: every violation is told with the command that
 * plays it again.
 */
const scopes = ['ledger', 'redemption', 'programme'];
const USAGE = `npm run simulate -- [--scope ${scopes.join('|')}] [--seeds N] [--from SEED] [--steps N] [--json]`;

const { values, refuse, whole } = readArguments(USAGE, {
  options: {
    scope: { type: 'string', default: 'ledger' },
    seeds: { type: 'string', default: '1000' },
    steps: { type: 'string' },
    from: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const { scope } = values;
if (!scopes.includes(scope)) refuse(`--scope takes one of ${scopes.join(', ')}, not ${scope}`);
const seeds = whole('seeds');
/** A history of a programme is long in business time, and every purchase of it is judged by many offers. */
const steps = values.steps === undefined ? (scope === 'programme' ? 24 : 80) : whole('steps');
const from = whole('from', 0);
const seedsAtOnce = 50;

const total = { commands: 0, violations: [], outcomes: {} };
let next = from;
let played = 0;
let saidAt = Date.now();
const startedAt = Date.now();

const workers = Math.min(availableParallelism(), Math.ceil(seeds / seedsAtOnce));
await Promise.all(Array.from({ length: workers }, playBatches));
say(`${played} histories of ${steps} commands in ${seconds(startedAt)} s`);
report();

function playBatches() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./simulate/history-worker.mjs', import.meta.url), { workerData: { scope } });
    const goOn = () => {
      const batch = { from: next, seeds: Math.min(seedsAtOnce, from + seeds - next), steps };
      if (batch.seeds <= 0) return resolve(worker.terminate());
      next += batch.seeds;
      worker.postMessage(batch);
    };
    worker.on('error', reject);
    worker.on('message', (done) => {
      // At once: a long run that is ended before its end has told what it found.
      if ('violated' in done) return say(`violated: ${again(done.violated)}`);
      add(done);
      goOn();
    });
    goOn();
  });
}

function add(done) {
  played += done.seeds;
  total.commands += done.commands;
  total.violations.push(...done.violations);
  for (const [name, times] of Object.entries(done.outcomes)) {
    total.outcomes[name] = (total.outcomes[name] ?? 0) + times;
  }
  if (Date.now() - saidAt < 2000) return;
  saidAt = Date.now();
  say(`${played} of ${seeds} histories, ${total.violations.length} violations, ${seconds(startedAt)} s`);
}

function report() {
  const outcomes = Object.fromEntries(Object.entries(total.outcomes).sort());
  const failing = Map.groupBy(total.violations, ({ seed }) => seed);
  for (const [seed, violations] of failing) {
    say(again(seed));
    for (const { step, command, claim, expected, found } of violations) {
      say(
        `  step ${step}: ${command}\n  ${claim}\n    expected ${indented(expected)}\n    found    ${indented(found)}`,
      );
    }
  }
  const figures = { violations: total.violations.length, seeds, commands: total.commands, outcomes };
  console.log(values.json ? JSON.stringify(figures) : readable(figures));
  process.exitCode = failing.size > 0 ? 1 : 0;
}

function again(seed) {
  return `seed ${seed}: npm run simulate -- --scope ${scope} --from ${seed} --seeds 1 --steps ${steps}`;
}

function readable({ violations, commands, outcomes }) {
  const lines = Object.entries(outcomes).map(([name, times]) => `  ${String(times).padStart(10)}  ${name}`);
  return `${lines.join('\n')}\n${violations} violations in ${commands} commands of ${seeds} histories`;
}

function indented(text) {
  return text.replaceAll('\n', '\n             ');
}

function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

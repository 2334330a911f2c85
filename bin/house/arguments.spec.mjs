import { describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = (/** @type {string} */ path) => fileURLToPath(new URL(`../../deploy/${path}`, import.meta.url));

/** @param {string} path @param {readonly string[]} args */
function run(path, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script(path), ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('A command of the clone', () => {
  const commands = [
    ['bench', 'load/bench.mjs'],
    ['simulate', 'load/simulate.mjs'],
    ['faults', 'faults/main.mjs'],
    ['race', 'race/race.mjs'],
    ['demo:partners', 'demo/partners.mjs'],
  ];

  it.each(commands)('%s says with --help how it is used', (name, path) => {
    const { status, stdout, stderr } = run(path, ['--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^usage: npm run ${name} -- .+\\n$`));
  });

  it.each(commands)('%s refuses in one sentence what it does not know', (name, path) => {
    const { status, stdout, stderr } = run(path, ['--sedes', '3']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^Unknown option '--sedes'\\nusage: npm run ${name} -- .+\\n$`));
  });

  it.each([
    ['load/bench.mjs', ['--rounds', 'many'], '--rounds takes a whole number from 1 on, not many'],
    ['load/bench.mjs', ['--seconds', '0'], '--seconds takes a number above 0, not 0'],
    ['load/simulate.mjs', ['--steps', ''], '--steps takes a whole number from 1 on, not '],
    ['load/simulate.mjs', ['--scope', 'moon'], '--scope takes one of ledger, redemption, programme, not moon'],
    ['faults/main.mjs', ['--seconds', 'soon', '--list'], '--seconds takes a number above 0, not soon'],
    ['faults/main.mjs', ['commit-answer-lost'], 'a fault is named by --only, not by commit-answer-lost alone'],
    ['demo/partners.mjs', ['--seed', '1'], '--home says where the installation is to be'],
    ['demo/partners.mjs', ['--home'], "Option '--home <value>' argument missing"],
  ])('%s refuses %j before it begins', (path, args, why) => {
    const { status, stdout, stderr } = run(path, args);
    expect({ status, stdout, first: stderr.split('\n')[0] }).toEqual({ status: 2, stdout: '', first: why });
  });
});

describe('The simulator', () => {
  /** In place of the redemptions': a history that is violated, and one that never ends. */
  const simulation = `export const simulate = ({ seed }) => seed === 3 ? new Promise(() => setInterval(() => {}, 1000))
    : { commands: 1, outcomes: {}, violations: seed === 2 ? [{ seed }] : [] };`;
  const inItsPlace = `import { registerHooks } from 'node:module';
    registerHooks({ resolve: (name, context, next) => name === '@loyalty/redemption/simulation'
      ? { url: ${JSON.stringify(`data:text/javascript,${encodeURIComponent(simulation)}`)}, shortCircuit: true }
      : next(name, context) });`;

  it('says which history is violated when it finds it, not at its end', async () => {
    const preload = `data:text/javascript,${encodeURIComponent(inItsPlace)}`;
    const child = spawn(
      process.execPath,
      ['--import', preload, script('load/simulate.mjs'), '--scope', 'redemption', '--seeds', '3'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    const ended = once(child, 'close');
    try {
      const said = await once(createInterface({ input: child.stderr }), 'line');
      expect(said[0]).toBe('violated: seed 2: npm run simulate -- --scope redemption --from 2 --seeds 1 --steps 80');
    } finally {
      child.kill();
      await ended;
    }
  });
});

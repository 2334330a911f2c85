import { build } from './build.mjs';
import { runToItsEnd } from './child.mjs';
import { inRoot, root } from './directories.mjs';
import { Interrupted, Stop } from './say.mjs';

const buf = '@bufbuild/buf/bin/buf';

/** Everything but the types: `tool` is a program in node_modules, `script` one of ours. */
const tools = {
  formatting: { tool: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level=warn', '.'] },
  // Lint reads Nx's graph from its cache and says nothing of boundaries without one, so a fresh clone needs it made first.
  'project graph': { tool: 'nx/dist/bin/nx.js', args: ['show', 'projects'] },
  lint: { tool: 'eslint/bin/eslint.js', args: ['--max-warnings=0', '.'] },
  layers: { tool: 'dependency-cruiser/bin/dependency-cruiser.mjs', args: ['libs', 'services', '--output-type', 'err'] },
  'nothing unused': { tool: 'knip/bin/knip.js', args: ['--no-progress', '--no-config-hints'] },
  contracts: { tool: buf, args: ['lint', 'proto'] },
  'contracts formatted': { tool: buf, args: ['format', 'proto', '--diff', '--exit-code'] },
  'contracts kept': { tool: buf, args: ['breaking', 'proto', '--against', 'proto/released.binpb'] },
  'contracts in the code': { script: 'bin/contracts.mjs', args: ['check'] },
};

/** Tries every wall, prints what those that refuse say, and answers how many stood. */
export async function tryWalls(print) {
  const counts = { passed: 0, failed: 0 };
  const count = (name, { stands, says }, startedAt) => {
    counts[stands ? 'passed' : 'failed']++;
    print(
      `${stands ? 'PASS' : 'FAIL'} walls: ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)\n${stands ? '' : says}`,
    );
  };

  let startedAt = Date.now();
  count('types', await types(), startedAt);
  for (const [name, wall] of Object.entries(tools)) {
    startedAt = Date.now();
    count(name, await runTool(wall), startedAt);
  }
  return counts;
}

/** Compiles sources and specs; the compiler prints what is wrong by itself. */
async function types() {
  try {
    await build('tsconfig.json');
    return { stands: true };
  } catch (error) {
    if (!(error instanceof Stop) || error instanceof Interrupted) throw error;
    return { stands: false, says: `${error.message}\n` };
  }
}

async function runTool({ tool, script = `node_modules/${tool}`, args }) {
  let says = '';
  const { exitCode, stoppedBy } = await runToItsEnd(process.execPath, [inRoot(script), ...args], {
    cwd: root,
    env: { ...process.env, NX_DAEMON: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    onStart({ stdout, stderr }) {
      for (const stream of [stdout, stderr]) stream.setEncoding('utf8').on('data', (text) => (says += text));
    },
  });
  if (stoppedBy) throw new Interrupted('the walls', stoppedBy, exitCode);
  return { stands: exitCode === 0, says };
}

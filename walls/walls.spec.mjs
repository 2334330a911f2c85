import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { plantWorkspace } from './planted-workspace.js';
import { refusedAsBreaking, refusedAsDrifted, refusedByContractLint } from './violations/contracts.js';
import { allowed, supports } from './violations/innocents.js';
import { refusedByLayers } from './violations/layers.js';
import { refusedByLint } from './violations/lint.js';
import { refusedByFormatting, refusedByTypes } from './violations/types-and-formatting.js';

const filesOf = (violations) => Object.fromEntries(violations.map(([, , path, content]) => [path, content]));

let workspace;
/** Rules that spoke, by file. */
let lint;
let layers;

beforeAll(async () => {
  workspace = plantWorkspace({
    ...supports,
    ...filesOf(refusedByLint),
    ...filesOf(refusedByLayers),
    ...filesOf(refusedByContractLint),
    ...filesOf(refusedAsBreaking),
    ...Object.fromEntries(refusedAsDrifted.map(([, path, content]) => [path, content])),
    ...Object.fromEntries(refusedByTypes.map(([, path, content]) => [path, content])),
    ...refusedByFormatting,
    ...allowed,
  });
  await workspace.run('nx/dist/bin/nx.js', 'show', 'projects');
  lint = await rulesByFile(lintPlanted());
  layers = await rulesByFile(cruisePlanted());
}, 180_000);

afterAll(() => workspace?.remove());

describe('Lint refuses', () => {
  it.each(refusedByLint)('%s (%s)', (_, rule, path) => {
    expect(lint.get(path) ?? []).toContain(rule);
  });
});

describe('The layers refuse', () => {
  it.each(refusedByLayers)('%s (%s)', (_, rule, path) => {
    expect(layers.get(path) ?? []).toContain(rule);
  });
});

describe('The compiler refuses', () => {
  let said;
  beforeAll(async () => {
    said = (await workspace.run('@typescript/compiler/bin/tsc', '-b', 'libs/ledger/tsconfig.json', '--pretty', 'false'))
      .stdout;
  });

  it.each(refusedByTypes)('%s', (_, path, __, code) => {
    expect(
      said
        .split('\n')
        .filter((line) => line.startsWith(path))
        .join('\n'),
    ).toContain(code);
  });
});

describe('Formatting refuses', () => {
  it.each(Object.keys(refusedByFormatting))('%s', async (path) => {
    const { exitCode, stderr } = await workspace.run('prettier/bin/prettier.cjs', '--check', path);
    expect({ exitCode, named: stderr.includes(path) }).toEqual({ exitCode: 1, named: true });
  });
});

describe('Contracts are refused', () => {
  const buf = '@bufbuild/buf/bin/buf';
  let lint;
  let kept;
  let drifted;
  beforeAll(async () => {
    lint = await workspace.run(buf, 'lint', 'proto', '--error-format', 'json');
    kept = await workspace.run(buf, 'breaking', 'proto', '--against', 'proto/released.binpb', '--error-format', 'json');
    drifted = await workspace.runOwn('bin/contracts.mjs', 'check');
  });

  it.each(refusedByContractLint)('for %s (%s)', (_, rule, path) => {
    expect(rulesOf(lint, path)).toContain(rule);
  });

  it.each(refusedAsBreaking)('for breaking the last release: %s (%s)', (_, rule, path) => {
    expect(rulesOf(kept, path)).toContain(rule);
  });

  it.each(refusedAsDrifted)('for %s', (_, path) => {
    expect(drifted).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(path) });
  });

  /** One JSON object a line. */
  const rulesOf = ({ stdout, stderr }, path) =>
    parse(`[${stdout.trim().replaceAll('\n', ',')}]`, stderr)
      .filter((found) => found.path === path)
      .map(({ type }) => type);
});

describe('The walls leave alone', () => {
  it.each(Object.keys(allowed))('%s', (path) => {
    expect([...(lint.get(path) ?? []), ...(layers.get(path) ?? [])]).toEqual([]);
  });
});

async function* lintPlanted() {
  const paths = [...refusedByLint.map(([, , path]) => path), ...Object.keys(allowed)];
  const { stdout, stderr } = await workspace.run('eslint/bin/eslint.js', '--format', 'json', ...paths);
  for (const { filePath, messages } of parse(stdout, stderr)) {
    for (const { ruleId, message } of messages) yield [filePath, ruleId ?? message];
  }
}

async function* cruisePlanted() {
  const { stdout, stderr } = await workspace.run(
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    'libs',
    'services',
    '--output-type',
    'json',
  );
  for (const { from, rule } of parse(stdout, stderr).summary.violations)
    yield [join(workspace.directory, from), rule.name];
}

async function rulesByFile(found) {
  const rules = new Map();
  for await (const [path, rule] of found) {
    const planted = path.slice(workspace.directory.length + 1);
    rules.set(planted, [...(rules.get(planted) ?? []), rule]);
  }
  return rules;
}

function parse(stdout, stderr) {
  try {
    return JSON.parse(stdout);
  } catch (cause) {
    throw new Error(`the wall broke down instead of speaking:\n${stdout}\n${stderr}`, { cause });
  }
}

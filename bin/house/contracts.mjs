import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { runToItsEnd } from './child.mjs';
import { inRoot, root } from './directories.mjs';
import { Interrupted, Stop } from './say.mjs';

const generated = 'libs/contracts/src/generated';
const released = 'proto/released.binpb';

/** Writes the code of the published language anew. */
export async function generate() {
  await inTemporaryDirectory(async (directory) => {
    await generateInto(directory);
    rmSync(inRoot(generated), { recursive: true, force: true });
    cpSync(join(directory, generated), inRoot(generated), { recursive: true });
  });
}

/** How the committed code differs from what the contracts say, as sentences. */
export async function whatDrifted() {
  return inTemporaryDirectory(async (directory) => {
    await generateInto(directory);
    const [wanted, found] = [join(directory, generated), inRoot(generated)].map(contentsOf);
    const paths = [...new Set([...wanted.keys(), ...found.keys()])].sort();
    return paths
      .filter((path) => wanted.get(path) !== found.get(path))
      .map((path) => `${generated}/${path} ${found.has(path) ? 'is not what the contracts say' : 'is missing'}`);
  });
}

/** What is published now becomes what later changes are held against; refused where it breaks the last release. */
export async function release() {
  await buf(['breaking', 'proto', '--against', released]);
  await buf(['build', 'proto', '--exclude-source-info', '--output', released]);
}

const generateInto = (directory) =>
  buf(['generate', 'proto', '--template', 'proto/buf.gen.yaml', '--output', directory]);

async function buf(args) {
  // The generator is a program of its own that finds its Node by the path.
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const { exitCode, stoppedBy } = await runToItsEnd(
    process.execPath,
    [inRoot('node_modules/@bufbuild/buf/bin/buf'), ...args],
    {
      cwd: root,
      env: { ...process.env, PATH: path },
      stdio: ['ignore', 2, 2],
    },
  );
  if (stoppedBy) throw new Interrupted('buf', stoppedBy, exitCode);
  if (exitCode !== 0) throw new Stop(`buf ${args[0]} failed; what to correct stands above`);
}

async function inTemporaryDirectory(work) {
  const directory = mkdtempSync(join(tmpdir(), 'contracts-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Texts by path below the directory. */
function contentsOf(directory) {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(directory, path), readFileSync(path, 'utf8')];
    }),
  );
}

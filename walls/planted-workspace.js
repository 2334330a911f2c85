import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const configuration = [
  'package.json',
  'package-lock.json',
  'nx.json',
  'tsconfig.base.json',
  'eslint.config.js',
  '.dependency-cruiser.cjs',
  '.prettierrc.json',
  'walls',
  'bin',
  'proto',
];
const projectFolders = ['libs', 'services'];

/**
 * A copy of this workspace with files planted in it. The walls are run there as they stand, so a wall
 * that was switched off or narrowed by accident lets its violation through, and the spec notices.
 */
export function plantWorkspace(planted) {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'planted-')));
  for (const name of configuration) cpSync(join(root, name), join(directory, name), { recursive: true });
  for (const folder of projectFolders) copyProjects(folder, directory);
  linkPackages(directory);
  for (const [path, content] of Object.entries(planted)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  return {
    directory,
    run: (program, ...args) => run(directory, join(root, 'node_modules', program), args),
    runOwn: (script, ...args) => run(directory, join(directory, script), args),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function copyProjects(folder, directory) {
  const built = /[/\\](dist|out-tsc|node_modules|coverage|reports)$/;
  cpSync(join(root, folder), join(directory, folder), {
    recursive: true,
    filter: (path) => !built.test(relative(root, path)),
  });
}

/** Packages are the clone's; the workspace's own are the copy's, or an import would leave it. */
function linkPackages(directory) {
  const packages = join(directory, 'node_modules');
  mkdirSync(join(packages, '@loyalty'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@loyalty' && name !== '.package-lock.json')
      symlinkSync(join(root, 'node_modules', name), join(packages, name));
  }
  for (const folder of projectFolders) {
    for (const name of readdirSync(join(directory, folder)))
      symlinkSync(join(directory, folder, name), join(packages, '@loyalty', name));
  }
}

/** Answers what the program printed and its exit code: a wall that refuses exits with more than 0. */
function run(directory, program, args) {
  const env = { ...process.env, NX_DAEMON: 'false', NX_WORKSPACE_ROOT_PATH: directory, NODE_OPTIONS: '' };
  return new Promise((settle) => {
    execFile(
      process.execPath,
      [program, ...args],
      { cwd: directory, env, maxBuffer: 64 * 2 ** 20 },
      (error, stdout, stderr) => {
        settle({ exitCode: error ? (error.code ?? 1) : 0, stdout, stderr });
      },
    );
  });
}

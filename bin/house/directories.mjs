import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** What the house remembers between commands (locks, caches); never committed, safe to delete while nothing runs. */
export const houseDirectory = join(root, '.house');

export function inRoot(path) {
  return join(root, path);
}

/**
 * Where the caller stood, so that `npm run loyalty -- import purchases FILE` finds FILE.
 * npm moves to the clone and leaves the caller's place in INIT_CWD. The variable is inherited by
 * grandchildren, so it is believed only when npm runs this very script here.
 */
export function commandDirectory(script, { env, cwd } = { env: process.env, cwd: process.cwd() }) {
  const calledByNpm = env.npm_lifecycle_event === script && resolve(cwd) === root;
  return calledByNpm && env.INIT_CWD ? env.INIT_CWD : cwd;
}

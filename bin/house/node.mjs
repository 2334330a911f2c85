import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { inRoot } from './directories.mjs';
import { Stop } from './say.mjs';

const oldest = [24, 11];

/** The Node that runs the product: the locked binary where there is one for this platform, else the caller's own. */
export function findNode() {
  const locked = inRoot(`node_modules/node-${process.platform}-${process.arch}/bin/node`);
  // It can be there and yet not run: the binary needs glibc.
  if (existsSync(locked) && spawnSync(locked, ['--version']).status === 0) return locked;
  if (isRecentEnough(process.versions.node)) return process.execPath;
  throw new Stop(
    `no Node binary is locked for ${process.platform}-${process.arch}, and the one that runs this is ` +
      `${process.versions.node}: install Node ${oldest.join('.')} or newer and run the command again`,
  );
}

export function isRecentEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** Programs that a command starts by name (`node`, `tsc`) are the clone's own. */
export function pathWith(node) {
  return [dirname(node), inRoot('node_modules/.bin'), process.env.PATH].filter(Boolean).join(delimiter);
}

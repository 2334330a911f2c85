import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { runToItsEnd } from './child.mjs';
import { houseDirectory, inRoot, root } from './directories.mjs';
import { whatIsMissing } from './installed.mjs';
import { withLock } from './lock.mjs';
import { Interrupted, say, Stop } from './say.mjs';

const lockfile = inRoot('package-lock.json');
/** Which lockfile `npm ci` last installed to its end, on which platform. */
const installedMark = join(houseDirectory, 'installed');

export async function ensureInstalled() {
  if (missing().length === 0) return;

  await withLock('install', 'installing dependencies', async (lock) => {
    // Whoever waited for another's installation finds its work done.
    const reasons = missing();
    if (reasons.length === 0) return;

    say(`installing dependencies (${summary(reasons)}); the first time takes two or three minutes`);
    const startedAt = Date.now();
    await npmCi(lock);
    mkdirSync(houseDirectory, { recursive: true });
    writeFileSync(installedMark, fingerprint());

    const still = missing();
    if (still.length > 0) throw new Stop(`npm ci ended well and yet ${summary(still)}`);
    say(`installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  });
}

function missing() {
  const present = inRoot('node_modules/.package-lock.json');
  return whatIsMissing({
    wanted: JSON.parse(readFileSync(lockfile, 'utf8')),
    present: existsSync(present) ? JSON.parse(readFileSync(present, 'utf8')) : undefined,
    host: { os: process.platform, cpu: process.arch, libc: libcOfHost() },
    optionalMayBeAbsent: existsSync(installedMark) && readFileSync(installedMark, 'utf8') === fingerprint(),
  });
}

/** Runs the npm that called, since it is the one known to work here; its words go to standard error. */
async function npmCi(lock) {
  const npm = callersNpm();
  const cache = cacheThatCanBeWritten();
  const args = [
    'ci',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--include=dev',
    '--include=optional',
    ...cache.args,
  ];
  try {
    const { exitCode, stoppedBy } = await runToItsEnd(npm.file, [...npm.args, ...args], {
      cwd: root,
      env: process.env,
      stdio: ['ignore', 2, 2],
      onStart: (child) => lock.alsoHeldBy(child.pid),
    });
    if (stoppedBy) throw new Interrupted('the installation', stoppedBy, exitCode);
    if (exitCode !== 0) throw new Stop(`npm ci failed with code ${exitCode}; its reason stands above`, exitCode);
  } finally {
    cache.remove();
  }
}

function callersNpm() {
  const caller = process.env.npm_execpath ?? '';
  // yarn and pnpm set the variable too, and do not read package-lock.json.
  if (!/^np[mx]/.test(basename(caller))) return { file: 'npm', args: [] };
  return caller.endsWith('js') ? { file: process.execPath, args: [caller] } : { file: caller, args: [] };
}

/** A home that cannot be written (a locked-down build machine) must not stop an installation: a cache for this run will do. */
function cacheThatCanBeWritten() {
  const usual = process.env.npm_config_cache ?? join(homedir(), '.npm');
  if (canWrite(usual)) return { args: [], remove() {} };
  const directory = mkdtempSync(join(tmpdir(), 'loyalty-npm-cache-'));
  return { args: ['--cache', directory], remove: () => rmSync(directory, { recursive: true, force: true }) };
}

function canWrite(directory) {
  if (!existsSync(directory)) return dirname(directory) !== directory && canWrite(dirname(directory));
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function libcOfHost() {
  if (process.platform !== 'linux') return undefined;
  // Without this the report asks the name server about every open connection.
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
}

function fingerprint() {
  return `${createHash('sha256').update(readFileSync(lockfile)).digest('hex')} ${process.platform} ${process.arch}`;
}

function summary(reasons) {
  const [first, ...others] = reasons;
  return others.length === 0 ? first : `${first}, and ${others.length} more`;
}

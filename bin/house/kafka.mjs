import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { runToItsEnd } from './child.mjs';
import { houseDirectory, inRoot } from './directories.mjs';
import { withLock } from './lock.mjs';
import { Interrupted, say, Stop } from './say.mjs';

const oldestJava = 17;
const copyDependencies = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/**
 * Where Apache Kafka is on this machine, as environment of what needs it: LOYALTY_KAFKA_HOME, or LOYALTY_KAFKA_MISSING with
 * the reason, since most of the clone works without. Its jars are fetched once and shared by all clones.
 */
export async function findKafka({ env = process.env, pom = inRoot('libs/kafka-broker/pom.xml') } = {}) {
  if (env.LOYALTY_KAFKA_HOME) return { LOYALTY_KAFKA_HOME: env.LOYALTY_KAFKA_HOME };
  try {
    insistOnJava(env);
    return { LOYALTY_KAFKA_HOME: await jars(pom, env) };
  } catch (error) {
    if (!(error instanceof Stop) || error instanceof Interrupted) throw error;
    return { LOYALTY_KAFKA_MISSING: error.message };
  }
}

function insistOnJava(env) {
  const java = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const { error, stderr = '' } = spawnSync(java, ['-version'], { env, encoding: 'utf8' });
  if (error) throw new Stop(`there is no Java (${java})`);
  const major = Number(/version "(\d+)/.exec(stderr)?.[1]);
  if (!(major >= oldestJava)) throw new Stop(`Java ${oldestJava} is needed, and ${java} is ${major}`);
}

/** The folder is named after the pom, so a change of versions makes another one, and there whole or not at all. */
async function jars(pom, env) {
  const cache = cacheDirectory(env);
  const home = join(cache, `kafka-${createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12)}`);
  if (existsSync(home)) return home;
  return withLock(
    'kafka',
    'fetching Kafka',
    async (lock) => {
      // Whoever waited for another's fetching finds its work done.
      if (!existsSync(home)) await fetchJars({ pom, home, env, lock });
      return home;
    },
    cache,
  );
}

async function fetchJars({ pom, home, env, lock }) {
  const unfinished = `${home}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  say('fetching Apache Kafka (45 MB, once)');
  const { exitCode, stoppedBy } = await runMaven(
    ['--batch-mode', '--quiet', `--file=${pom}`, copyDependencies].concat([
      '-DincludeScope=runtime',
      `-DoutputDirectory=${join(unfinished, 'libs')}`,
    ]),
    { env, stdio: ['ignore', 2, 2], onStart: (child) => lock.alsoHeldBy(child.pid) },
  );
  if (stoppedBy) throw new Interrupted('fetching Kafka', stoppedBy, exitCode);
  const found = exitCode === 0 && existsSync(unfinished) ? readdirSync(join(unfinished, 'libs')) : [];
  if (!found.some((name) => /^kafka_.*\.jar$/.test(name))) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Stop(`Maven could not fetch ${basename(home)}; its reason stands above`);
  }
  renameSync(unfinished, home);
}

async function runMaven(args, options) {
  try {
    return await runToItsEnd('mvn', args, options);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw new Stop('its jars were never fetched, and there is no Maven (mvn) to do it');
  }
}

/** The user's cache; a home that cannot be written (a locked-down build machine) leaves the clone's own. */
function cacheDirectory(env) {
  const users = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'loyalty-ledger');
  try {
    mkdirSync(users, { recursive: true });
    return users;
  } catch (error) {
    if (!['EACCES', 'EROFS', 'ENOTDIR'].includes(error.code)) throw error;
    return join(houseDirectory, 'cache');
  }
}

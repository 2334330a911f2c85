import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { say } from './say.mjs';

const answersWithinMs = 5_000;
/** While an image is fetched the daemon reports all the time. */
const silentAtMostMs = 60_000;

/**
 * Whether specs can have Apache Kafka from Docker, as environment of what needs it: DOCKER_HOST and LOYALTY_KAFKA_IN_DOCKER,
 * the image; or LOYALTY_DOCKER_MISSING with the reason. The image is fetched, once and before a spec's clock runs, only
 * where it is needed: asked for by LOYALTY_TEST_KAFKA, or since Kafka's jars cannot be had (`jarsAreThere` is false).
 */
export async function findKafkaInDocker({ env = process.env, jarsAreThere = false, sockets = usualSockets(env) } = {}) {
  const image = env.LOYALTY_TEST_KAFKA_IMAGE || 'apache/kafka:4.3.1';
  const asked = env.LOYALTY_TEST_KAFKA ?? '';
  const wanted = asked === 'container' || (asked === '' && !jarsAreThere);
  try {
    const daemon = await reachable(env, sockets);
    await insistOnImage(daemon, image, wanted);
    return { DOCKER_HOST: daemon, LOYALTY_KAFKA_IN_DOCKER: image };
  } catch (error) {
    if (!(error instanceof NotThere)) throw error;
    return { LOYALTY_DOCKER_MISSING: error.message };
  }
}

class NotThere extends Error {}

/** Where Testcontainers looks, too. */
function usualSockets(env) {
  return [
    '/var/run/docker.sock',
    ...(env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, 'docker.sock')] : []),
    join(homedir(), '.docker/run/docker.sock'),
    join(homedir(), '.docker/desktop/docker.sock'),
    `/run/user/${userInfo().uid}/docker.sock`,
  ];
}

async function reachable(env, sockets) {
  const found = env.DOCKER_HOST || sockets.filter((path) => existsSync(path)).map((path) => `unix://${path}`)[0];
  if (!found) throw new NotThere('there is no Docker daemon (no DOCKER_HOST, and no socket where one usually is)');
  if (!/^(unix|tcp):/.test(found) || env.DOCKER_TLS_VERIFY)
    throw new NotThere(`only unix:// and tcp:// without TLS are looked at, and DOCKER_HOST is ${found}`);
  const { status } = await ask(found, 'GET', '/_ping');
  if (status !== 200) throw new NotThere(`the Docker daemon at ${found} answers ${status}`);
  return found;
}

async function insistOnImage(daemon, image, wanted) {
  const { status } = await ask(daemon, 'GET', `/images/${image}/json`);
  if (status === 200) return;
  if (!wanted)
    throw new NotThere(`${image} was not fetched, since it was not needed; LOYALTY_TEST_KAFKA=container does`);
  say(`fetching ${image} (once)`);
  const [, name, tag = 'latest'] = /^(.+?)(?::([^:/@]+))?$/.exec(image);
  const path = `/images/create?fromImage=${encodeURIComponent(name)}&tag=${encodeURIComponent(tag)}`;
  const fetched = await ask(daemon, 'POST', path, silentAtMostMs);
  // What goes wrong after it began is told in the last line of an answer that began well.
  const told = fetched.body.trim().split('\n').map(parsed).at(-1);
  const wrong = told?.error ?? (fetched.status === 200 ? undefined : told?.message || fetched.status);
  if (wrong === undefined) return;
  // It becomes part of a title, which is one line.
  throw new NotThere(`the Docker daemon could not fetch ${image}: ${String(wrong).replaceAll(/\s+/g, ' ')}`);
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { message: line };
  }
}

function ask(daemon, method, path, silence = answersWithinMs) {
  const { protocol, pathname, hostname, port } = new URL(daemon);
  const where = protocol === 'unix:' ? { socketPath: pathname } : { host: hostname, port: port || 2375 };
  return new Promise((settle, refuse) => {
    const failed = (why) => refuse(new NotThere(`the Docker daemon at ${daemon} cannot be asked: ${why}`));
    const asking = request({ ...where, method, path }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.once('end', () => settle({ status: answer.statusCode, body: Buffer.concat(pieces).toString('utf8') }));
      answer.once('error', (error) => failed(error.message));
    });
    asking.once('error', (error) => failed(error.message));
    asking.setTimeout(silence, () => asking.destroy(new Error(`it said nothing for ${silence / 1000} s`)));
    asking.end();
  });
}

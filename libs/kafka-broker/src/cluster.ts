import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { classPath, javaProgram } from './home.js';
import { startJava, type JavaProcess } from './java-process.js';
import { freePorts } from './ports.js';
import { asFile, propertiesOf, type Node } from './properties.js';
import { isMemberOf } from './ready.js';

export interface KafkaOptions {
  /** Holds everything; made when it is missing, and found again by the next start with as many nodes. */
  readonly directory: string;
  readonly nodes?: 1 | 3;
  /** Data that nobody will miss: `stop` does not wait for a shutdown in order. */
  readonly disposable?: boolean;
  /** Broker properties beyond, or instead of, those of `properties.ts`; of each node its own, where a function says them. */
  readonly properties?: Properties | ((node: OwnPorts) => Properties);
}

type Properties = Readonly<Record<string, string>>;

interface OwnPorts {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
}

/** Nodes are numbered from 1. */
export interface KafkaCluster {
  /** `host:port` of every node, for a client to begin with. */
  readonly brokers: readonly string[];
  /** Of the java process. */
  pid(node: number): number;
  /** As a lost machine would end: SIGKILL. */
  kill(node: number): Promise<void>;
  /** In order: its partitions are led elsewhere before it goes. */
  shutDown(node: number): Promise<void>;
  /** Starts what was ended, on its old port and data. */
  restart(node: number): Promise<void>;
  pause(node: number): void;
  continue(node: number): void;
  /** Ends every node. */
  stop(): Promise<void>;
}

const JVM = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const STARTS_WITHIN_MS = 90_000;
const STOPS_WITHIN_MS = 20_000;

/**
 * Starts Apache Kafka in KRaft mode and comes back when it answers.
 * @throws KafkaMissing where there is no Java or no Kafka.
 */
export async function startKafka(options: KafkaOptions): Promise<KafkaCluster> {
  const { directory, properties = {}, disposable = false } = options;
  const nodes = await planNodes(directory, options.nodes ?? 1);
  const brokers = nodes.map(({ port }) => `127.0.0.1:${port}`);
  const running = new Map<number, JavaProcess>();

  await format(nodes, properties, directory);
  const start = async (node: Node): Promise<void> => {
    running.set(node.id, await java(node, 'kafka.Kafka', [configOf(node)]));
  };
  const process = (id: number): JavaProcess => {
    const found = running.get(id);
    if (!found) throw new Error(`there is no node ${id}`);
    return found;
  };
  const end = async (id: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const child = process(id);
    child.signal(signal);
    // A node that was paused hears the signal when it goes on.
    child.signal('SIGCONT');
    const patience = setTimeout(() => child.signal('SIGKILL'), STOPS_WITHIN_MS);
    await child.gone;
    clearTimeout(patience);
  };
  const stop = async (): Promise<void> => {
    await Promise.all([...running.keys()].map((id) => end(id, disposable ? 'SIGKILL' : 'SIGTERM')));
  };
  const ready = (node: Node): Promise<void> => untilReady(node, process(node.id), nodes.length);

  try {
    for (const node of nodes) await start(node);
    await Promise.all(nodes.map(ready));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    brokers,
    pid: (id) => process(id).pid,
    kill: (id) => end(id, 'SIGKILL'),
    shutDown: (id) => end(id, 'SIGTERM'),
    async restart(id) {
      const node = nodes.find((each) => each.id === id);
      if (!node || !process(id).isGone()) throw new Error(`node ${id} cannot be started again: it has not ended`);
      await start(node);
      await ready(node);
    },
    pause: (id) => process(id).signal('SIGSTOP'),
    continue: (id) => process(id).signal('SIGCONT'),
    stop,
  };
}

async function planNodes(directory: string, count: number): Promise<Node[]> {
  const ports = await freePorts(2 * count);
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    port: ports[2 * index] ?? 0,
    controllerPort: ports[2 * index + 1] ?? 0,
    directory: join(directory, `node-${index + 1}`),
  }));
}

/** Writes every node's properties, and gives a node that has no data yet its place in the cluster. */
async function format(
  nodes: readonly Node[],
  more: Exclude<KafkaOptions['properties'], undefined>,
  directory: string,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const clusterId = await idOfCluster(join(directory, 'cluster-id'));
  const formatOne = async (node: Node): Promise<void> => {
    await mkdir(node.directory, { recursive: true });
    const own = typeof more === 'function' ? more(node) : more;
    await writeFile(configOf(node), asFile(propertiesOf(node, nodes, own)));
    if (existsSync(join(node.directory, 'data', 'meta.properties'))) return;
    const tool = await java(node, 'kafka.tools.StorageTool', ['format', '-t', clusterId, '-c', configOf(node)]);
    await tool.gone;
    if (!existsSync(join(node.directory, 'data', 'meta.properties'))) throw await failure('be formatted', node);
  };
  await Promise.all(nodes.map(formatOne));
}

/** Kafka wants 22 characters of base64. Hexadecimal ones are some, and none is a dash, which would begin an option. */
async function idOfCluster(file: string): Promise<string> {
  if (!existsSync(file)) await writeFile(file, randomBytes(11).toString('hex'));
  return readFile(file, 'utf8');
}

function java(node: Node, main: string, args: readonly string[]): Promise<JavaProcess> {
  return startJava(javaProgram(), [...JVM, '-cp', classPath(), main, ...args], {
    directory: node.directory,
    log: logOf(node),
  });
}

/** Its own answer counts, while it lives: a stranger on its port would answer, too. */
async function untilReady(node: Node, child: JavaProcess, size: number): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (!child.isGone() && Date.now() < deadline) {
    if ((await isMemberOf(node, size)) && !child.isGone()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw await failure(child.isGone() ? 'start: it ended' : 'start in time', node);
}

async function failure(what: string, node: Node): Promise<Error> {
  const log = await readFile(logOf(node), 'utf8');
  const lines = log.split('\n').filter((line) => line !== '' && !line.startsWith('\tat '));
  return new Error(
    `Kafka's node ${node.id} could not ${what}. Its log, ${logOf(node)}, ends:\n${lines.slice(-8).join('\n')}`,
  );
}

const configOf = (node: Node): string => join(node.directory, 'server.properties');
const logOf = (node: Node): string => join(node.directory, 'kafka.log');

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeFailed, startNodes, type KafkaCluster, type Machine } from './cluster.js';
import { classPath, javaProgram } from './home.js';
import { startJava, type JavaProcess } from './java-process.js';
import { planNodes } from './ports.js';
import { asFile, JVM, ownProperties, propertiesOf, type Node, type PropertiesOfNodes } from './properties.js';

export interface KafkaOptions {
  /** Holds everything; made when it is missing, and found again by the next start with as many nodes. */
  readonly directory: string;
  readonly nodes?: 1 | 3;
  /** Data that nobody will miss: `stop` does not wait for a shutdown in order. */
  readonly disposable?: boolean;
  /** Broker properties beyond, or instead of, those of `properties.ts`; of each node its own, where a function says them. */
  readonly properties?: PropertiesOfNodes;
}

/** Its nodes are processes beside us. */
export interface KafkaProcesses extends KafkaCluster {
  /** Of the java process. */
  pid(node: number): number;
}

/**
 * Starts Apache Kafka in KRaft mode and comes back when it answers.
 * @throws KafkaMissing where there is no Java or no Kafka.
 */
export async function startKafka(options: KafkaOptions): Promise<KafkaProcesses> {
  const { directory, properties = {}, disposable = false } = options;
  const nodes = await planNodes(options.nodes ?? 1, '127.0.0.1', (id) => join(directory, `node-${id}`));
  await format(nodes, properties, directory);

  const pids = new Map<number, number>();
  const machine: Machine = {
    async start(node) {
      const process = await java(node, 'kafka.Kafka', [configOf(node)]);
      pids.set(node.id, process.pid);
      return process;
    },
    log: (node) => readFile(logOf(node), 'utf8'),
  };
  const cluster = await startNodes(nodes, machine, { disposable });
  return {
    ...cluster,
    pid(id) {
      const pid = pids.get(id);
      if (pid === undefined) throw new Error(`there is no node ${id}`);
      return pid;
    },
  };
}

/** Writes every node's properties, and gives a node that has no data yet its place in the cluster. */
async function format(nodes: readonly Node[], more: PropertiesOfNodes, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const clusterId = await idOfCluster(join(directory, 'cluster-id'));
  const formatOne = async (node: Node): Promise<void> => {
    await mkdir(node.directory, { recursive: true });
    await writeFile(configOf(node), asFile(propertiesOf(node, nodes, ownProperties(node, more))));
    if (existsSync(join(node.directory, 'data', 'meta.properties'))) return;
    const tool = await java(node, 'kafka.tools.StorageTool', ['format', '-t', clusterId, '-c', configOf(node)]);
    await tool.gone;
    if (existsSync(join(node.directory, 'data', 'meta.properties'))) return;
    throw nodeFailed('be formatted', node, await readFile(logOf(node), 'utf8'));
  };
  await Promise.all(nodes.map(formatOne));
}

async function idOfCluster(file: string): Promise<string> {
  if (!existsSync(file)) await writeFile(file, newClusterId());
  return readFile(file, 'utf8');
}

/** Kafka wants 22 characters of base64. Hexadecimal ones are some, and none is a dash, which would begin an option. */
export function newClusterId(): string {
  return randomBytes(11).toString('hex');
}

function java(node: Node, main: string, args: readonly string[]): Promise<JavaProcess> {
  return startJava(javaProgram(), [...JVM, '-cp', classPath(), main, ...args], {
    directory: node.directory,
    log: logOf(node),
  });
}

const configOf = (node: Node): string => join(node.directory, 'server.properties');
const logOf = (node: Node): string => join(node.directory, 'kafka.log');

import { randomUUID } from 'node:crypto';
import {
  asFile,
  JVM,
  newClusterId,
  nodeFailed,
  ownProperties,
  planNodes,
  propertiesOf,
  startNodes,
  type KafkaCluster,
  type Node,
  type PropertiesOfNodes,
} from '@loyalty/kafka-broker';
import { GenericContainer, getContainerRuntimeClient, Network, type StartedNetwork } from 'testcontainers';
import { AtOnce, runningIn, saidBy, type Container } from './container.js';

/** What is asked of an image: `java` on its path, and Kafka's jars here. Its own way to start is not used. */
const LIBS = '/opt/kafka/libs/*';
const DIRECTORY = '/tmp/loyalty-kafka';

/** On every container, and before the name of every network: whose they are, should one be found. */
export const STARTED_BY = `loyalty-spec-${process.pid}`;

/** Its arguments: the directory, the properties, the cluster's id, and what Java is given. */
const START = `
set -e
mkdir -p "$1"; cd "$1"; printf %s "$2" > server.properties; id=$3; shift 3
[ -e data/meta.properties ] || java "$@" kafka.tools.StorageTool format -t "$id" -c server.properties
exec java "$@" kafka.Kafka server.properties`;

/**
 * The same brokers as `startKafka` starts from jars, each in a container of its own: ended and started again it has its
 * data, and its port of the machine that the daemon publishes on. All is gone after `stop`; if this process dies before,
 * Testcontainers' own guard (Ryuk) takes them away.
 */
export async function startKafkaInContainers(options: {
  readonly image: string;
  readonly nodes?: 1 | 3;
  readonly properties?: PropertiesOfNodes;
}): Promise<KafkaCluster> {
  const { image, properties = {} } = options;
  const client = await getContainerRuntimeClient();
  const { host } = client.info.containerRuntime;
  // Ports are published for both versions of IP, and only one of them need be there.
  const nodes = await planNodes(options.nodes ?? 1, host === 'localhost' ? '127.0.0.1' : host, () => DIRECTORY);
  const clusterId = newClusterId();
  const made = new Map<number, Container>();
  const network = await new Network({ nextUuid: () => `${STARTED_BY}-${randomUUID()}` }).start();

  const containerOf = (node: Node): Container => {
    const found = made.get(node.id);
    if (!found) throw new Error(`there is no node ${node.id}`);
    return found;
  };
  const cleanUp = async (): Promise<void> => {
    await Promise.all([...made.values()].map((container) => container.remove({ force: true, v: true })));
    await network.stop();
  };
  const create = async (node: Node): Promise<void> => {
    const file = asFile(propertiesOf(node, nodes, { ...inNetwork(node, nodes), ...ownProperties(node, properties) }));
    const container = new NodeContainer(image, (id) => made.set(node.id, client.container.getById(id)));
    try {
      await container.of(node, network, [DIRECTORY, file, clusterId]).start();
    } catch (error) {
      // What ends at once never has the ports that Testcontainers waits for, and only its log says why.
      throw made.has(node.id) ? nodeFailed('start', node, await saidBy(containerOf(node)), error) : error;
    }
  };
  const machine = {
    async start(node: Node) {
      await (made.has(node.id) ? containerOf(node).start() : create(node));
      return runningIn(containerOf(node));
    },
    log: (node: Node) => saidBy(containerOf(node)),
  };
  try {
    const cluster = await startNodes(nodes, machine, { disposable: true });
    return {
      ...cluster,
      async stop() {
        await cluster.stop();
        await cleanUp();
      },
    };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

class NodeContainer extends GenericContainer {
  constructor(
    image: string,
    private readonly created: (id: string) => void,
  ) {
    super(image);
  }

  /** Before it is started: one that fails then must be taken away, too. */
  protected override containerCreated(id: string): Promise<void> {
    this.created(id);
    return Promise.resolve();
  }

  of(node: Node, network: StartedNetwork, args: readonly string[]): this {
    // Who looks for what a run left behind (bin/house/left-running.mjs) knows its processes by this.
    const run = process.env['LOYALTY_TEST_RUN'];
    return (
      this.withEnvironment(run === undefined ? {} : { LOYALTY_TEST_RUN: run })
        .withNetwork(network)
        // A node alone finds itself by it even where the daemon gives its networks no names.
        .withHostname(nameOf(node))
        .withNetworkAliases(nameOf(node))
        .withLabels({ [STARTED_BY]: nameOf(node) })
        .withExposedPorts({ container: node.port, host: node.port })
        .withEntrypoint(['/bin/sh', '-c', START, 'start'])
        .withCommand([...args, ...JVM, '-cp', LIBS])
        .withDefaultLogDriver()
        .withWaitStrategy(new AtOnce())
    );
  }
}

/** Clients come from outside by the published port; nodes find one another inside, by name. */
function inNetwork(node: Node, nodes: readonly Node[]): Record<string, string> {
  const peers = 9_092;
  const controllers = 9_093;
  return {
    'controller.quorum.voters': nodes.map((each) => `${each.id}@${nameOf(each)}:${controllers}`).join(','),
    listeners: `PLAINTEXT://:${node.port},PEERS://:${peers},CONTROLLER://:${controllers}`,
    'advertised.listeners': `PLAINTEXT://${node.host}:${node.port},PEERS://${nameOf(node)}:${peers}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,PEERS:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PEERS',
  };
}

const nameOf = ({ id }: Node): string => `node-${id}`;

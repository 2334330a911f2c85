export interface Node {
  readonly id: number;
  /** Where clients find it; nodes from jars find one another there, too. */
  readonly host: string;
  readonly port: number;
  readonly controllerPort: number;
  /** Holds its properties, its log and its data. */
  readonly directory: string;
}

type Properties = Readonly<Record<string, string>>;

/** The same for every node, or for each its own. */
export type PropertiesOfNodes =
  Properties | ((node: { readonly id: number; readonly port: number; readonly controllerPort: number }) => Properties);

export function ownProperties(node: Node, more: PropertiesOfNodes): Properties {
  return typeof more === 'function' ? more(node) : more;
}

/** What Java is given besides the class path: a broker as small as it gets, and up soon. */
export const JVM: readonly string[] = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/**
 * A node that is broker and controller at once, in a cluster as small as it gets. What is acknowledged to `acks=all` is on
 * two nodes where there are three. Nothing here trades durability away; timeouts are short, so that a node that was
 * killed is missed soon and a node that is started again is let in soon.
 */
export function propertiesOf(node: Node, cluster: readonly Node[], more: Properties): Record<string, string> {
  const copies = String(Math.min(3, cluster.length));
  const insync = cluster.length >= 3 ? '2' : '1';
  return {
    'process.roles': 'broker,controller',
    'node.id': String(node.id),
    'controller.quorum.voters': cluster
      .map(({ id, host, controllerPort }) => `${id}@${host}:${controllerPort}`)
      .join(','),
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://${node.host}:${node.port},CONTROLLER://${node.host}:${node.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://${node.host}:${node.port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': `${node.directory}/data`,
    'auto.create.topics.enable': 'false',
    'default.replication.factor': copies,
    'min.insync.replicas': insync,
    'offsets.topic.replication.factor': copies,
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': insync,
    'transaction.state.log.num.partitions': '4',
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '1000',
    'broker.session.timeout.ms': '2000',
    'broker.heartbeat.interval.ms': '500',
    'log.cleaner.dedupe.buffer.size': '10485760',
    ...more,
  };
}

export function asFile(properties: Properties): string {
  const lines = Object.entries(properties).map(([name, value]) => `${name}=${value}\n`);
  return lines.join('');
}

export interface Node {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  /** Holds its properties, its log and its data. */
  readonly directory: string;
}

/**
 * A node that is broker and controller at once, in a cluster as small as it gets. What is acknowledged to `acks=all` is on
 * two nodes where there are three. Nothing here trades durability away; timeouts are short, so that a node that was
 * killed is missed soon and a node that is started again is let in soon.
 */
export function propertiesOf(
  node: Node,
  cluster: readonly Node[],
  more: Readonly<Record<string, string>>,
): Record<string, string> {
  const copies = String(Math.min(3, cluster.length));
  const insync = cluster.length >= 3 ? '2' : '1';
  return {
    'process.roles': 'broker,controller',
    'node.id': String(node.id),
    'controller.quorum.voters': cluster.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join(','),
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${node.port}`,
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

export function asFile(properties: Readonly<Record<string, string>>): string {
  const lines = Object.entries(properties).map(([name, value]) => `${name}=${value}\n`);
  return lines.join('');
}

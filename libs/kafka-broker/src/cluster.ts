import type { Node } from './properties.js';
import { isMemberOf } from './ready.js';

/** What a node can be asked to do, wherever it runs. Nodes are numbered from 1. */
export interface KafkaCluster {
  /** `host:port` of every node, for a client to begin with. */
  readonly brokers: readonly string[];
  /** As a lost machine would end: SIGKILL. */
  kill(node: number): Promise<void>;
  /** In order: its partitions are led elsewhere before it goes. */
  shutDown(node: number): Promise<void>;
  /** Starts what was ended, on its old port and data. */
  restart(node: number): Promise<void>;
  /** It stands still, and its connections stay open. */
  pause(node: number): Promise<void>;
  continue(node: number): Promise<void>;
  /** Ends every node. */
  stop(): Promise<void>;
}

/** The java process of a node that was started. */
export interface RunningNode {
  /** Resolves when it is gone, for whatever reason. */
  readonly gone: Promise<void>;
  isGone(): boolean;
  /** Comes back when it was sent; one that is gone hears nothing. */
  signal(signal: 'SIGTERM' | 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void>;
}

/** Where nodes run: `from-jars.ts` has them beside us, `libs/testing` in containers, too. */
export interface Machine {
  /** Starts the node on its port and on the data that it has; does not wait until it answers. */
  start(node: Node): Promise<RunningNode>;
  /** What it has said: the end of it, or all. */
  log(node: Node): Promise<string>;
}

const STARTS_WITHIN_MS = 90_000;
const STOPS_WITHIN_MS = 20_000;

/** Starts all nodes and comes back when each answers. `disposable` data lets `stop` be sudden. */
export async function startNodes(
  nodes: readonly Node[],
  machine: Machine,
  { disposable }: { readonly disposable: boolean },
): Promise<KafkaCluster> {
  const running = new Map<number, RunningNode>();
  const start = async (node: Node): Promise<void> => {
    running.set(node.id, await machine.start(node));
  };
  const process = (id: number): RunningNode => {
    const found = running.get(id);
    if (!found) throw new Error(`there is no node ${id}`);
    return found;
  };
  const end = async (id: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const child = process(id);
    await child.signal(signal);
    // A node that was paused hears the signal when it goes on.
    await child.signal('SIGCONT');
    await Promise.race([child.gone, new Promise((resolve) => setTimeout(resolve, STOPS_WITHIN_MS).unref())]);
    await child.signal('SIGKILL');
    await child.gone;
  };
  const stop = async (): Promise<void> => {
    await Promise.all([...running.keys()].map((id) => end(id, disposable ? 'SIGKILL' : 'SIGTERM')));
  };
  const ready = (node: Node): Promise<void> => untilReady(node, process(node.id), machine, nodes.length);

  try {
    for (const node of nodes) await start(node);
    await Promise.all(nodes.map(ready));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    brokers: nodes.map(({ host, port }) => `${host}:${port}`),
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

/** Its own answer counts, while it lives: a stranger on its port would answer, too. */
async function untilReady(node: Node, child: RunningNode, machine: Machine, size: number): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (!child.isGone() && Date.now() < deadline) {
    if ((await isMemberOf(node, size)) && !child.isGone()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw nodeFailed(child.isGone() ? 'start: it ended' : 'start in time', node, await machine.log(node));
}

export function nodeFailed(what: string, { id, directory }: Node, log: string, cause?: unknown): Error {
  const lines = log.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('\tat '));
  return new Error(
    `Kafka's node ${id} (${directory}) could not ${what}. Its log ends:\n${lines.slice(-8).join('\n')}`,
    cause === undefined ? {} : { cause },
  );
}

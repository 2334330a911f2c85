import kafkajs from 'kafkajs';
import type { Node } from './properties.js';

/**
 * Whether this very node answers, knows itself and (the controller has let it in) at least two thirds of its cluster:
 * a node that comes back while another is down must not wait for that one.
 */
export async function isMemberOf(node: Node, size: number): Promise<boolean> {
  const admin = new kafkajs.Kafka({
    clientId: 'is-it-ready',
    brokers: [`${node.host}:${node.port}`],
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 3_000,
    retry: { retries: 0 },
  }).admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    return brokers.length > size / 2 && brokers.some(({ port }) => port === node.port);
  } catch {
    // Whatever it is, it is not ready; the caller knows how long to ask, and whether the process lives.
    return false;
  } finally {
    await admin.disconnect();
  }
}

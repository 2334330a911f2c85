import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { Node } from './properties.js';

/**
 * Below what systems give to outgoing connections: a broker that is started again must find its port free, and a port
 * that was asked for as "any" could be somebody's connection by then.
 */
const FIRST = 20_000;
const LAST = 32_000;

/** What was given out may not be listened on yet: two who ask at once, or one after the other, must not get the same. */
const given = new Set<number>();

/** So many ports that nobody listens on, none of which this process was given before. */
export async function freePorts(count: number): Promise<number[]> {
  const found: number[] = [];
  while (found.length < count) {
    const port = randomInt(FIRST, LAST);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) found.push(port);
  }
  return found;
}

/** Nodes from 1 to `count`, each with two free ports. */
export async function planNodes(count: number, host: string, directoryOf: (id: number) => string): Promise<Node[]> {
  const ports = await freePorts(2 * count);
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    host,
    port: ports[2 * index] ?? 0,
    controllerPort: ports[2 * index + 1] ?? 0,
    directory: directoryOf(index + 1),
  }));
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WaitingRoom {
  readonly port: number;
  /** Readiness says so from now on. */
  waitFor(missing: string): void;
  close(): Promise<void>;
}

/** Answers for health while a service waits for what it needs: alive, and not ready because of what. */
export async function openWaitingRoom({ port, host }: { port: number; host: string }): Promise<WaitingRoom> {
  let missing = 'start';
  const server = createServer((request, response) => {
    const isLive = request.url === '/health/live';
    response.writeHead(isLive ? 200 : 503, {
      'content-type': isLive ? 'application/json' : 'application/problem+json',
      connection: 'close',
      ...(isLive ? {} : { 'retry-after': '1' }),
    });
    response.end(JSON.stringify(isLive ? { status: 'live' } : notReady(missing)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  let closing: Promise<void> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    waitFor(name) {
      missing = name;
    },
    close: () =>
      (closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      })),
  };
}

function notReady(missing: string) {
  return {
    type: '/docs/errors#not_ready',
    title: 'Not ready',
    status: 503,
    code: 'not_ready',
    detail: `Waiting for ${missing}.`,
    checks: { [missing]: 'cannot be reached' },
  };
}

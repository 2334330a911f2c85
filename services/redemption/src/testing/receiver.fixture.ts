import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly id: string;
  readonly type: string;
}

export type Behaviour = (request: IncomingMessage, response: ServerResponse, count: number) => void;

export const takes: Behaviour = (_request, response) => void response.writeHead(204).end();
export const answers =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (_request, response) =>
    void response.writeHead(status, headers).end('no');
export const resets: Behaviour = (request) => void request.socket.destroy();
export const saysNothing: Behaviour = () => undefined;
/** An answer that never ends, without a pause. */
export const talksForEver: Behaviour = (_request, response) => {
  response.writeHead(200);
  const talk = (): void => {
    while (!response.destroyed && response.write('x'.repeat(16_384)));
  };
  response.on('drain', talk);
  talk();
};

/** A real HTTP receiver that behaves as it is told. */
export class Receiver {
  readonly received: Received[] = [];
  /** In turn; when they are used up it takes everything. */
  readonly next: Behaviour[] = [];
  always: Behaviour | undefined;
  private readonly server = createServer((request, response) => void this.take(request, response));

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.server.listen(0, '127.0.0.1');
    await once(receiver.server, 'listening');
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/told?by=loyalty`;
  }

  get ids(): readonly string[] {
    return this.received.map(({ id }) => id);
  }

  get types(): readonly string[] {
    return this.received.map(({ type }) => type);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    const { id, type } = JSON.parse(body) as { id: string; type: string };
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    this.received.push({ headers, body, id, type });
    const behave = this.always ?? this.next.shift() ?? takes;
    behave(request, response, this.received.length);
  }
}

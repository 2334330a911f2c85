import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

export type Cut =
  /** What was sent never arrives. */
  | 'before'
  /** It arrives, is committed, and the answer is lost. */
  | 'after'
  /** The client is cut off at once, and what it sent arrives a while later. */
  | 'late'
  /** The same, and it arrives when the test lets it through. */
  | 'held';

const LATE_MS = 150;

/** A connection to PostgreSQL that breaks on purpose, once, when the client sends something that contains a word. */
export class CuttingProxy {
  #armed: { readonly word: string; readonly cut: Cut } | undefined;
  readonly #sockets = new Set<Socket>();
  cuts = 0;
  #held: (() => Promise<void>) | undefined;

  private constructor(
    private readonly server: Server,
    private readonly path: string,
    readonly url: string,
  ) {}

  static async before(databaseUrl: string): Promise<CuttingProxy> {
    const address = new URL(databaseUrl);
    const path = join(address.searchParams.get('host') ?? '', '.s.PGSQL.5432');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const listening = server.address();
    const port = typeof listening === 'object' ? listening?.port : undefined;
    const proxy = new CuttingProxy(
      server,
      path,
      `postgresql://${address.username}@127.0.0.1:${port}${address.pathname}`,
    );
    server.on('connection', (client) => proxy.#forward(client));
    return proxy;
  }

  arm(word: string, cut: Cut): void {
    this.#armed = { word, cut };
  }

  /** Resolves when the database has answered what was held, to nobody. */
  async letThrough(): Promise<void> {
    await this.#held?.();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #forward(client: Socket): void {
    const database = connect(this.path);
    for (const socket of [client, database]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
    }
    let isCut = false;
    client.on('data', (bytes) => {
      const armed = this.#armed;
      if (armed === undefined || !bytes.includes(armed.word)) return void (isCut || database.write(bytes));
      this.#armed = undefined;
      this.cuts += 1;
      isCut = true;
      this.#cut(armed.cut, { client, database, bytes });
    });
    database.on('data', (bytes) => isCut || client.write(bytes));
    client.on('close', () => isCut || database.destroy());
    database.on('close', () => client.destroy());
  }

  #cut(cut: Cut, { client, database, bytes }: { client: Socket; database: Socket; bytes: Buffer }): void {
    if (cut === 'before') {
      client.destroy();
      database.destroy();
    } else if (cut === 'after') {
      database.write(bytes);
      // The first answer may be to something sent before; the statement's own is there a moment later.
      database.once('data', () => setTimeout(() => client.destroy(), 50));
    } else if (cut === 'late') {
      client.destroy();
      setTimeout(() => database.write(bytes), LATE_MS);
    } else {
      client.destroy();
      this.#held = async () => {
        const answered = once(database, 'data');
        database.write(bytes);
        await answered;
      };
    }
  }
}

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@loyalty/postgres';
/** @import { EmbeddedPostgres } from '@loyalty/postgres' */

const STARTS_WITHIN_MS = 30_000;

/** A PostgreSQL on a port, that can be killed and started again on its data. */
export class OwnPostgres {
  /** @param {{ directory: string, port: number }} options @param {EmbeddedPostgres} server */
  constructor(options, server) {
    this.options = options;
    this.server = server;
  }

  /** @param {{ home: string, port: number }} options */
  static async start({ home, port }) {
    const options = { directory: join(home, 'postgres'), port };
    return new OwnPostgres(options, await startEmbeddedPostgres({ ...options, disposable: true }));
  }

  get url() {
    return this.server.url;
  }

  kill() {
    process.kill(this.server.pid, 'SIGKILL');
  }

  /** The killed server's children need a moment to notice; until then the data is refused. */
  async startAgain() {
    for (const deadline = performance.now() + STARTS_WITHIN_MS; ;) {
      try {
        this.server = await startEmbeddedPostgres({ ...this.options, disposable: true });
        return;
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await sleep(200);
      }
    }
  }

  stop() {
    return this.server.stop();
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@loyalty/postgres';

/** Of the clone, beside what else its runs remember. */
const KEPT_IN = fileURLToPath(new URL('../../../.house/postgres', import.meta.url));

export interface TestPostgres extends EmbeddedPostgres {
  /** Where the server keeps its files; gone after `stop`. */
  readonly directory: string;
}

/** A real server of one's own, with full durability, on a socket that nobody else uses. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const directory = await mkdtemp(join(tmpdir(), 'loyalty-test-'));
  const server = await startEmbeddedPostgres({ directory, disposable: true, keptIn: KEPT_IN });
  return {
    ...server,
    directory,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

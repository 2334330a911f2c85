import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createTestDatabase,
  startSource,
  startTestPostgres,
  type TestDatabase,
  type TestPostgres,
} from '@loyalty/testing';
import { add, claimOf, settable } from '../../tally.features.js';
import { createPostgresStore } from '../postgres-store.js';
import { expectExactly } from './acknowledged.features.js';

const ROUNDS = 10;
const STREAMS = Array.from({ length: 50 }, () => randomUUID());

describe('a writer that is killed in the middle of load', () => {
  let server: TestPostgres;
  let database: TestDatabase;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
  });
  afterAll(async () => {
    await database.drop();
    await server.stop();
  });

  it(`loses nothing that it acknowledged, in ${ROUNDS} rounds, while another goes on`, async () => {
    const acknowledged = new Set<string>();
    let starting = start(database.url, 0);
    for (let round = 0; round < ROUNDS; round += 1) {
      const writer = starting;
      // The next one is already on its way, so that the survivor and the heir are there when this one dies.
      starting = start(database.url, round + 1);
      const seen = await killAfter(writer, 30 + Math.random() * 120);
      for (const key of seen) acknowledged.add(key);
    }
    for (const key of await killAfter(starting, 10)) acknowledged.add(key);
    expect(acknowledged.size).toBeGreaterThan(ROUNDS * 64);

    const store = await createPostgresStore({ clock: settable(0), url: database.url });
    await expectExactly(store, acknowledged);
    // What nobody heard an answer to is sent again, as tills do: it happens once, however it stood.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const heard = [...acknowledged].filter((key) => key.startsWith(`${round}/`)).length;
      const keys = Array.from({ length: 100 }, (_, index) => `${round}/${heard - 20 + index}`);
      await Promise.all(
        keys.map((key) => store.execute(add(STREAMS[0] ?? '', 1, { claims: [claimOf(key)], tags: [key] }))),
      );
      for (const key of keys) acknowledged.add(key);
    }
    await expectExactly(store, acknowledged);
    await store.close();
  });
});

interface Writer {
  readonly process: ChildProcess;
  readonly acknowledged: string[];
  readonly running: Promise<void>;
}

function start(url: string, round: number): Writer {
  const main = fileURLToPath(new URL('./writer-process.features.ts', import.meta.url));
  const child = startSource(main, [url, String(round), STREAMS.join(',')]);
  const acknowledged: string[] = [];
  const running = new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the writer ended before it wrote anything')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      acknowledged.push(line);
      resolve();
    });
  });
  return { process: child, acknowledged, running };
}

async function killAfter(writer: Writer, milliseconds: number): Promise<readonly string[]> {
  await writer.running;
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  const closed = new Promise((resolve) => writer.process.once('close', resolve));
  writer.process.kill('SIGKILL');
  await closed;
  return writer.acknowledged;
}

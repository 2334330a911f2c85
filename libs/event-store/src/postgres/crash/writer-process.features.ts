import { writeSync } from 'node:fs';
import { add, claimOf } from '../../tally.features.js';
import { createPostgresStore } from '../postgres-store.js';

/**
 * A writer that can be killed: it adds 1 to the streams that it is given, under keys that say who it is, and prints
 * each key when, and only when, it has been answered.
 */
const [url = '', writer = '', streamList = ''] = process.argv.slice(2);
const streams = streamList.split(',');
const store = await createPostgresStore({ clock: Date, url });
let next = 0;

async function till(): Promise<never> {
  for (;;) {
    const key = `${writer}/${next}`;
    const stream = streams[next % streams.length] ?? '';
    next += 1;
    await store.execute(add(stream, 1, { claims: [claimOf(key)], tags: [key] }));
    writeSync(1, `${key}\n`);
  }
}

await Promise.all(Array.from({ length: 64 }, till));

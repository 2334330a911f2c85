import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@loyalty/postgres';

/** What a running server leaves in its home so that commands find it. */
export interface ServerRecord {
  readonly pid: number;
  readonly url: string;
  readonly databaseUrl: string;
}

const fileIn = (home: string): string => join(home, 'server.json');

export async function writeServerRecord(home: string, record: ServerRecord): Promise<void> {
  await writeFile(fileIn(home), `${JSON.stringify(record)}\n`, { mode: 0o600 });
}

export async function removeServerRecord(home: string): Promise<void> {
  await rm(fileIn(home), { force: true });
}

export async function readServerRecord(home: string): Promise<ServerRecord | undefined> {
  try {
    return JSON.parse(await readFile(fileIn(home), 'utf8')) as ServerRecord;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

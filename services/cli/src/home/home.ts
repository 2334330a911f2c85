import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmbeddedPostgres } from '@loyalty/postgres';
import { isAlive, lockHome, readHolder } from './lock.js';
import { readServerRecord, type ServerRecord } from './server-record.js';

/** Where an installation keeps its data, its keys and the record of the server that runs on it. */
export interface OpenHome {
  readonly directory: string;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

export function homeDirectory(option: string | undefined, environment: NodeJS.ProcessEnv, cwd: string): string {
  return resolve(cwd, option ?? environment['LOYALTY_HOME'] ?? '.loyalty');
}

/**
 * Takes the home for this process and brings its database up; DATABASE_URL names a real one instead of the embedded.
 * @throws HomeInUse
 */
export async function takeHome(directory: string, command: string, environment: NodeJS.ProcessEnv): Promise<OpenHome> {
  const unlock = await lockHome(directory, command);
  try {
    const given = environment['DATABASE_URL'];
    if (given !== undefined && given !== '') return { directory, databaseUrl: given, close: unlock };
    const postgres = await startEmbeddedPostgres({ directory: join(directory, 'postgres') });
    return {
      directory,
      databaseUrl: postgres.url,
      async close() {
        await postgres.stop();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Uses the database of the server that runs on the home, or takes the home for the time of one command. */
export async function joinHome(directory: string, command: string, environment: NodeJS.ProcessEnv): Promise<OpenHome> {
  const server = await runningServer(directory);
  if (server === undefined) return takeHome(directory, command, environment);
  return { directory, databaseUrl: server.databaseUrl, close: () => Promise.resolve() };
}

/** Whether anything was ever kept there; what only reads must not take a misspelled directory for an empty installation. */
export function isInstalled(directory: string, environment: NodeJS.ProcessEnv): boolean {
  return Boolean(environment['DATABASE_URL']) || existsSync(join(directory, 'postgres'));
}

/** The server that runs on the home, if one does. */
export async function runningServer(directory: string): Promise<ServerRecord | undefined> {
  const holder = await readHolder(directory);
  if (holder === undefined || !isAlive(holder)) return undefined;
  const record = await readServerRecord(directory);
  return record?.pid === holder.pid ? record : undefined;
}

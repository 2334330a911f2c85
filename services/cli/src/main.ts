#!/usr/bin/env node
import { CommandFailed } from './output.js';
import { RequestRefused } from './client/api.js';
import { HomeInUse } from './home/lock.js';
import { createOfflineProgram, needsNoServer } from './offline-program.js';

/** Mistakes that a person can mend are told in a line; what is our fault keeps its stack. */
function tell(error: unknown): string {
  const mendable = error instanceof CommandFailed || error instanceof RequestRefused || error instanceof HomeInUse;
  if (isOfSystem(error, CLOSED)) return '';
  if (mendable || isOfSystem(error, OF_FILES) || isOfSystem(error, OF_NETWORK)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** That is not there, is a directory, or is not for us. */
const OF_FILES: ReadonlySet<unknown> = new Set(['ENOENT', 'EISDIR', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS']);

/** A database that is not where its address says. */
const OF_NETWORK: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT']);

/** Whoever read has seen enough, as `head` has. */
const CLOSED: ReadonlySet<unknown> = new Set(['EPIPE']);

function isOfSystem(error: unknown, codes: ReadonlySet<unknown>): error is Error {
  return error instanceof Error && 'code' in error && codes.has(error.code);
}

// What is under way is ended in order all the same.
process.stdout.on('error', (error) => {
  if (!isOfSystem(error, CLOSED)) throw error;
  process.exitCode = 1;
});

try {
  const isOffline = needsNoServer(process.argv);
  const program = isOffline ? createOfflineProgram() : (await import('./program.js')).createProgram();
  await program.parseAsync(process.argv);
} catch (error) {
  const told = tell(error);
  if (told !== '') process.stderr.write(`loyalty: ${told}\n`);
  process.exitCode = error instanceof CommandFailed ? error.exitCode : 1;
}

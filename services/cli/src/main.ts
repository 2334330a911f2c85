#!/usr/bin/env node
import { CommandFailed } from './output.js';
import { RequestRefused } from './client/api.js';
import { HomeInUse } from './home/lock.js';
import { createOfflineProgram, needsNoServer } from './offline-program.js';

/** Mistakes that a person can mend are told in a line; what is our fault keeps its stack. */
function tell(error: unknown): string {
  const mendable = error instanceof CommandFailed || error instanceof RequestRefused || error instanceof HomeInUse;
  if (mendable || isOfFile(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** That is not there, is a directory, or is not for us. */
const OF_FILES: ReadonlySet<unknown> = new Set(['ENOENT', 'EISDIR', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS']);

function isOfFile(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && OF_FILES.has(error.code);
}

try {
  const isOffline = needsNoServer(process.argv);
  const program = isOffline ? createOfflineProgram() : (await import('./program.js')).createProgram();
  await program.parseAsync(process.argv);
} catch (error) {
  const told = tell(error);
  if (told !== '') process.stderr.write(`loyalty: ${told}\n`);
  process.exitCode = error instanceof CommandFailed ? error.exitCode : 1;
}

import { Worker } from 'node:worker_threads';
import type { RebuildOutcome, RebuildProgress } from '../application/rebuild.js';
import { type FromRebuild, type ThreadData, type ThreadProgram, workerOptions } from './messages.js';

export interface RebuildThread {
  readonly program: ThreadProgram;
  readonly data: ThreadData;
  readonly onProgress: (progress: RebuildProgress) => void;
  /** Ends the thread wherever it is: what serves was never touched, and the next rebuild drops what is left. */
  readonly signal: AbortSignal;
}

/** A rebuild in a thread of its own: it reads and folds the whole ledger, which the loop that answers could not bear. */
export function rebuildInThread({ program, data, onProgress, signal }: RebuildThread): Promise<RebuildOutcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program.file, workerOptions('rebuild', program, data));
    const abort = (): void => void worker.terminate();
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    let outcome: RebuildOutcome | undefined;
    worker.on('message', (message: FromRebuild) => {
      if (message.kind === 'progress') onProgress(message.progress);
      else outcome = message.outcome;
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', abort);
      if (outcome) resolve(outcome);
      else reject(new Error(`the rebuild was ended with ${code}`));
    });
  });
}

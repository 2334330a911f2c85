import { parentPort, workerData } from 'node:worker_threads';

/** Runs as the projection would, and breaks the way it is told when it is asked to hurry. */
let asked = 0;
parentPort?.on('message', ({ kind }) => {
  if (kind === 'stop' && workerData.breaksBy !== 'hanging') parentPort?.close();
  if (kind !== 'hurry') return;
  asked += 1;
  if (workerData.breaksBy === 'throwing') throw new Error('out of order');
  if (workerData.breaksBy === 'leaving') process.exit(3);
  parentPort?.postMessage({ kind: 'written', accounts: [`asked ${asked}`] });
});
parentPort?.postMessage({ kind: 'running' });

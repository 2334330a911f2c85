import { parentPort, workerData } from 'node:worker_threads';

/** In place of the relay: answers with what it is told, and ends at shard 0 as it is told to. */
parentPort.on('message', ({ kind, shards }) => {
  if (kind === 'stop') process.exit();
  if (!shards.includes(0)) for (const shard of shards) parentPort.postMessage({ kind: 'sent', shard, events: 1 });
  else if (workerData.databaseUrl === 'throwing') throw new Error('out of order');
  else process.exit(3);
});

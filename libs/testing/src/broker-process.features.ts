import { startKafka } from '@loyalty/kafka-broker';

/** A process that has started a broker and lives on: to be killed by a test. Says the broker's process and where it is. */
const cluster = await startKafka({ directory: process.argv[2] ?? '' });
process.stdout.write(`${JSON.stringify({ pid: cluster.pid(1), broker: cluster.brokers[0] })}\n`);
setInterval(() => undefined, 60_000);

import kafkajs from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { BusUnavailable } from '../messaging.js';
import { Pauses } from '../pauses.js';

/** The protocol's name for what is behind an error, under whatever it was wrapped in. */
export function kindOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const kind: unknown = 'type' in error ? error.type : undefined;
  return kindOf(error.cause) ?? (typeof kind === 'string' ? kind : undefined);
}

/** Whether the broker or the way to it failed, not the caller and not we. */
export function isOfTheWorld(error: unknown): error is Error {
  return error instanceof kafkajs.KafkaJSError;
}

/** Tries again while the world is in the way. For work that may be done twice. */
export async function patiently<T>(what: string, patienceMs: number, work: () => Promise<T>): Promise<T> {
  const pauses = new Pauses({ firstMs: 50, mostMs: 1_000 });
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isOfTheWorld(error)) throw error;
      if (performance.now() > deadline) throw new BusUnavailable(`${what}: ${error.message}`, { cause: error });
    }
    await sleep(pauses.nextMs());
  }
}

import { counter, gauge } from '@loyalty/service-host';
import type { ConsumerObserver } from '../consume/handling.js';
import type { Quarantine } from '../consume/quarantine.js';
import type { TopicPartition } from '../messaging.js';

const PARTITION = ['group', 'topic', 'partition'] as const;
const TOPIC = ['group', 'topic'] as const;
const LOOK_EVERY_MS = 15_000;

/** Shows what a group sees; whoever else observes it is told as well. */
export function observeConsumer(
  group: string,
  gauges: QuarantineGauges,
  also: ConsumerObserver | undefined,
): ConsumerObserver {
  const lag = gauge('messaging_consumer_lag_messages', 'Messages of a partition that are left to do', PARTITION);
  const missing = counter('messaging_missing_messages_total', 'Lost by the bus and read at their source', TOPIC);
  const repeated = counter('messaging_repeated_messages_total', 'Had taken effect before and were dropped', TOPIC);
  const dead = counter('messaging_dead_letters_total', 'Messages that became dead letters', TOPIC);
  const parked = counter('messaging_keys_parked_total', 'Keys that were parked', TOPIC);
  const of = ({ topic }: TopicPartition): { group: string; topic: string } => ({ group, topic });
  return {
    lag(at, messages) {
      lag.set({ ...of(at), partition: at.partition }, messages);
      also?.lag?.(at, messages);
    },
    missing(at, messages) {
      missing.inc(of(at), messages);
      also?.missing?.(at, messages);
    },
    repeated(at, messages) {
      repeated.inc(of(at), messages);
      also?.repeated?.(at, messages);
    },
    deadLetters(at, more) {
      dead.inc(of(at), more);
      gauges.look();
      also?.deadLetters?.(at, more);
    },
    parked(at, more) {
      parked.inc(of(at), more);
      gauges.look();
      also?.parked?.(at, more);
    },
  };
}

/** How much waits for a person now. Counted again now and then, since it may be replayed and dropped elsewhere. */
export class QuarantineGauges {
  readonly #deadLetters = gauge('messaging_dead_letters', 'Dead letters that wait for a person', TOPIC);
  readonly #parkedKeys = gauge('messaging_parked_keys', 'Parked keys that wait for a person', TOPIC);
  readonly #seen = new Set<string>();
  #counting = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly group: string,
    private readonly quarantine: Quarantine,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.look();
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#counting;
  }

  look(): void {
    this.#counting = this.#counting.then(() => this.#count()).catch((error: unknown) => this.onError(error));
  }

  async #count(): Promise<void> {
    const counts = new Map((await this.quarantine.counts()).map((count) => [count.topic, count]));
    for (const topic of counts.keys()) this.#seen.add(topic);
    for (const topic of this.#seen) {
      const labels = { group: this.group, topic };
      this.#deadLetters.set(labels, counts.get(topic)?.deadLetters ?? 0);
      this.#parkedKeys.set(labels, counts.get(topic)?.parkedKeys ?? 0);
    }
  }
}

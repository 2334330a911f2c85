import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { startConsumer, type Consumer, type ConsumerOptions } from '../consume/consumer.js';
import type { Handling, HandlingContext } from '../consume/handling.js';
import { Quarantine } from '../consume/quarantine.js';
import { observeConsumer, QuarantineGauges } from './consumer-metrics.js';

/** How a topic's messages are read; what is done with them is a method with `@EventPattern<string>('topic')`. */
export type TopicSource = Omit<Handling, 'handle'>;

export interface MessagingServerOptions extends Omit<ConsumerOptions, 'handlings'> {
  readonly topics: readonly TopicSource[];
  /** Where several servers stand in one application: whose methods they are (`@EventPattern<string>('topic', BALANCE)`). */
  readonly transportId?: symbol;
}

/** The method answered with something else than what was thrown: its failure cannot be judged, so nobody is blamed for it. */
class FailureHidden extends Error {
  constructor(topic: string, cause: unknown) {
    super(`what the handler of ${topic} threw was replaced on its way: use connectMessaging`, { cause });
    this.name = 'FailureHidden';
  }
}

/**
 * Nest's way in: methods with `@EventPattern` get one decoded batch and its transaction. Nest's own Kafka transport takes
 * one message at a time and drops topics that nobody handles; here both ends must meet, by name, at start.
 */
export class MessagingServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  readonly #gauges: QuarantineGauges;
  #consumer: Consumer | undefined;

  constructor(private readonly options: MessagingServerOptions) {
    super();
    if (options.transportId !== undefined) this.setTransportId(options.transportId);
    this.#gauges = new QuarantineGauges(options.group, new Quarantine(options), options.onError);
  }

  listen(callback: (error?: unknown) => void): void {
    this.#start().then(
      () => callback(),
      (error: unknown) => callback(error),
    );
  }

  async close(): Promise<void> {
    await this.#consumer?.stop();
    await this.#gauges.stop();
    this.#consumer = undefined;
  }

  on(): never {
    throw new Error('a consumer has no events of its own; it is given an observer');
  }

  unwrap<T>(): T {
    return this.#consumer as T;
  }

  /** What its group has set aside, to be replayed by the same methods. Once the server is connected. */
  quarantine(): Quarantine {
    return new Quarantine({ ...this.options, handlings: this.#handlings(), isOutage: this.#isOutage });
  }

  readonly #isOutage = (error: unknown): boolean =>
    error instanceof FailureHidden || this.options.isOutage?.(error) === true;

  async #start(): Promise<void> {
    const handlings = this.#handlings();
    this.#consumer = await startConsumer({
      ...this.options,
      handlings,
      observer: observeConsumer(this.options.group, this.#gauges, this.options.observer),
      isOutage: this.#isOutage,
    });
    this.#gauges.start();
  }

  /** @throws Error when a topic has no method, or a method no topic. */
  #handlings(): readonly Handling[] {
    const topics = new Set(this.options.topics.map(({ topic }) => topic));
    const problems = [...this.getHandlers()].flatMap(([pattern, { isEventHandler, next }]) => {
      if (isEventHandler !== true)
        return [`${pattern} is asked for an answer (@MessagePattern), and a topic gives none`];
      if (!topics.has(pattern)) return [`there is a handler for ${pattern}, which is not among the topics`];
      return next === undefined ? [] : [`there are several handlers for ${pattern}`];
    });
    for (const topic of topics) {
      if (!this.getHandlers().has(topic)) problems.push(`there is no handler for the topic ${topic}`);
    }
    if (problems.length > 0) throw new Error(`group ${this.options.group}: ${problems.join('; ')}`);
    return this.options.topics.map((source) => ({
      topic: source.topic,
      decode: (message) => source.decode(message),
      ...(source.gapless === undefined ? {} : { gapless: source.gapless }),
      handle: (messages, context) => this.#handle(source.topic, messages, context),
    }));
  }

  async #handle(topic: string, messages: readonly unknown[], context: HandlingContext): Promise<void> {
    const handler = this.getHandlerByPattern(topic);
    if (handler === null) throw new Error(`there is no handler for the topic ${topic}`);
    try {
      await lastValueFrom(this.transformToObservable(await handler(messages, context)), { defaultValue: undefined });
    } catch (error) {
      throw error instanceof Error ? error : new FailureHidden(topic, error);
    }
  }
}

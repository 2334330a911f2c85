import { BatchSpans, newTraceparent } from '@loyalty/tracing';
import { Bell } from '../bell.js';
import { Pauses } from '../pauses.js';
import { lastPositionOf } from './last-position.js';
import type { HeldLock, Positioned, RelayOptions } from './relay.js';

const BATCH_MAX = 500;
const POLL_MS = 200;
const TRY_EVERY_MS = 500;

/** One shard on its way to its partition, for as long as this instance holds it. */
export class ShardRelay<Event extends Positioned> {
  readonly #bell = new Bell();
  readonly #pauses = new Pauses({ firstMs: 50, mostMs: 5_000 });
  readonly #running: Promise<void>;
  #lock: HeldLock | undefined;
  /** Something was acknowledged, and nobody has looked yet whether it is there. */
  #unproven = false;
  #stopped = false;

  constructor(
    readonly shard: number,
    private readonly options: RelayOptions<Event>,
  ) {
    this.#running = this.#run();
  }

  isHeld(): boolean {
    return this.#lock?.isHeld() === true;
  }

  wake(): void {
    if (this.isHeld()) this.#bell.ring();
  }

  stop(): Promise<void> {
    this.#stopped = true;
    this.#bell.ring();
    return this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        this.#lock = await this.options.locks.tryLock(`relay ${this.options.topic}/${this.shard}`);
        if (this.#lock === undefined) await this.#pause(this.options.tryEveryMs ?? TRY_EVERY_MS);
        else await this.#sendWhileHeld(this.#lock);
      } catch (error) {
        this.options.onError(error, this.shard);
        await this.#pause(this.#pauses.nextMs());
      }
    }
  }

  async #sendWhileHeld(lock: HeldLock): Promise<void> {
    try {
      // Whatever this or another instance believes to have sent: what counts is what is there. Also after any failure,
      // when a send may have been taken or not.
      let position = await lastPositionOf(this.options, this.shard);
      while (!this.#stopped && lock.isHeld()) position = await this.#sendNext(position);
    } finally {
      await lock.release();
    }
  }

  /** One send at a time; the next one begins after the last position that was acknowledged. */
  async #sendNext(after: number): Promise<number> {
    const { log, checkpoints, batchMax, pollMs, onSent } = this.options;
    const events = await log.readShard(this.shard, after, batchMax ?? BATCH_MAX);
    const last = events.at(-1);
    if (last === undefined) {
      const isQuiet = !(await this.#bell.wait(pollMs ?? POLL_MS));
      return isQuiet && this.#unproven ? this.#prove() : after;
    }
    refuseGaps(events, after, this.shard);
    await this.#send(events);
    this.#unproven = true;
    await checkpoints.write(this.shard, last.position);
    this.#pauses.succeeded();
    onSent?.({ shard: this.shard, position: last.position, events: events.length });
    return last.position;
  }

  /** Each event's trace goes on with the message; what has none shares one, so that nothing is made for each. */
  async #send(events: readonly Event[]): Promise<void> {
    const { bus, topic, encode } = this.options;
    const attributes = {
      'messaging.destination.name': topic,
      'messaging.destination.partition.id': String(this.shard),
    };
    const spans = BatchSpans.begin(events, {
      batch: { name: `send ${topic}`, kind: 'CLIENT', attributes },
      each: { name: `create ${topic}`, kind: 'PRODUCER', attributes },
    });
    const untraced = newTraceparent();
    try {
      const messages = events.map((event) => encode(event, spans?.traceFor(event.trace) ?? event.trace ?? untraced));
      await bus.send(topic, this.shard, messages);
    } catch (error) {
      spans?.end(error);
      throw error;
    }
    spans?.end();
  }

  /**
   * What a bus acknowledged and lost is noticed by whoever reads on; at the end of a partition nobody does. So in a quiet
   * moment the end is looked at, and what is not there is sent again.
   */
  async #prove(): Promise<number> {
    const position = await lastPositionOf(this.options, this.shard);
    this.#unproven = false;
    return position;
  }

  /** Commits must not cut it short. */
  #pause(milliseconds: number): Promise<void> {
    return this.#bell.rest(milliseconds, () => this.#stopped);
  }
}

/** A gap in the log is corruption, and not to be passed on. */
function refuseGaps(events: readonly Positioned[], after: number, shard: number): void {
  for (const [index, { position }] of events.entries()) {
    const expected = after + index + 1;
    if (position !== expected) throw new Error(`shard ${shard}: the log gave position ${position} for ${expected}`);
  }
}

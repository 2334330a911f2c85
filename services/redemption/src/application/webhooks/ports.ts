import type { EventStore } from '@loyalty/event-store';
import type { Reach } from '../../domain/webhooks/address.js';
import type { Attempted, Patience } from '../../domain/webhooks/patience.js';
import type { Delivery, Place, Webhook } from '../../domain/webhooks/webhook.js';

export type ReadLog = Pick<EventStore, 'heads' | 'readShard' | 'readStream'>;

/** What webhooks stand on. Waits, secrets and attempts live by the real clock, whatever the business's says. */
export interface WebhookPorts {
  readonly log: ReadLog;
  readonly kept: KeptWebhooks;
  /** The ids of those that there are. */
  readonly programmes: () => Promise<readonly string[]>;
  readonly post: Post;
  readonly reach: Reach;
  readonly patience: Patience;
  readonly newUuid: () => string;
  readonly newSecret: () => Buffer;
  /** Keyed, in 32 hexadecimal digits. */
  readonly fingerprint: (text: string) => string;
  /** The real clock. */
  readonly now: () => number;
  /** Of [0, 1). */
  readonly chance: () => number;
}

/** One POST; whatever happens is an answer. */
export type Post = (request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<Attempted>;

export interface Held {
  readonly webhook: Webhook;
  /** All that are valid now, the newest first. */
  readonly secrets: readonly Buffer[];
  readonly places: readonly Place[];
}

/** What one who sends believes; nothing is written where it is no longer so. */
export interface Believed {
  readonly webhook: string;
  readonly holder: string;
  readonly shard: number;
  readonly position: number;
  readonly turned: number;
}

export interface KeptWrite {
  readonly door: string;
  readonly key: string;
  readonly fingerprint: string;
}

/** What can be written in the transaction that remembers its Idempotency-Key. */
export interface WebhookWriter {
  count(): Promise<number>;
  add(
    webhook: Omit<Webhook, 'parkedAt' | 'parkedReason'> & { readonly madeBy: string },
    heads: readonly number[],
  ): Promise<void>;
  /** The newest from now on; those before it are valid until then. Answers its number. */
  addSecret(webhook: string, secret: Buffer, othersUntil: number): Promise<number>;
  /** Whoever sends begins there. */
  turn(webhook: string, places: ReadonlyMap<number, number>): Promise<void>;
}

export interface KeptWebhooks {
  list(): Promise<readonly Webhook[]>;
  find(id: string): Promise<Held | undefined>;
  /** Undefined where it is no longer valid. */
  secret(id: string, number: number): Promise<Buffer | undefined>;
  /** Does it once; whoever sends the same again gets the first answer. Undefined: the key stands for other content. */
  once<Answer>(
    write: KeptWrite,
    work: (writer: WebhookWriter) => Promise<Answer>,
  ): Promise<{ readonly answer: Answer; readonly repeated: boolean } | undefined>;
  /** False where there is none. */
  remove(id: string): Promise<boolean>;
  /** Nothing stands in the way of its next attempt any more. False where there is none. */
  resume(id: string): Promise<boolean>;
  /** The newest first; `before` is a number. */
  deliveries(id: string, page: { readonly before?: number; readonly limit: number }): Promise<readonly Delivery[]>;

  /** Those that this process sends now: it holds them already, or nobody does. */
  lease(holder: string, forMs: number): Promise<readonly Held[]>;
  release(holder: string): Promise<void>;
  /** False: it is no longer so, and nothing was written. */
  moved(believed: Believed, to: number, delivery?: NewDelivery): Promise<boolean>;
  failed(believed: Believed, delivery: NewDelivery): Promise<boolean>;
  parked(believed: Believed, delivery: NewDelivery, reason: string): Promise<boolean>;
  /** Forgets all but the newest attempts, and secrets that are no longer valid. */
  prune(): Promise<void>;
}

export type NewDelivery = Omit<Delivery, 'number'>;

/** Told of what an operator must see. */
export interface Watching {
  attempted(webhook: string, attempted: Attempted): void;
  parked(webhook: Webhook, reason: string): void;
  failed(webhook: string, error: unknown): void;
}

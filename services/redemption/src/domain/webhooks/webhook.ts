import type { EventType } from './message.js';
import { EVENT_TYPES } from './message.js';
import type { Outcome } from './patience.js';

export interface SentWebhook {
  readonly url: string;
  readonly events: readonly EventType[];
  /** Absent: of all programmes. */
  readonly programme?: string;
}

/** Who is told of what. */
export interface Webhook {
  /** A UUID; `whk_…` on the wire. */
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly programme: string | null;
  readonly madeAt: number;
  readonly parkedAt: number | null;
  readonly parkedReason: string | null;
}

/** How far one shard has been told. */
export interface Place {
  readonly shard: number;
  /** The last that needs no sending any more. */
  readonly position: number;
  readonly turned: number;
  readonly attempts: number;
  readonly failingSince: number | null;
  readonly nextAttemptAt: number | null;
}

/** An attempt as it is kept and shown. */
export interface Delivery {
  readonly number: number;
  readonly message: string;
  readonly type: string;
  readonly attempt: number;
  readonly attemptedAt: number;
  readonly outcome: Outcome;
  readonly status: number | null;
  readonly ms: number;
  readonly nextAttemptAt: number | null;
}

export interface SentReplay {
  /** The id of a message: all that came after it is sent again. */
  readonly after?: string;
  /** An instant: all that was recorded from then on is sent again. */
  readonly from?: string;
}

export interface SentRotation {
  /** Whether the old secret ends at once, because others may know it. */
  readonly immediately?: boolean;
}

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const URL_MAX = 2_000;

export const webhookSchema = {
  $schema: DIALECT,
  title: 'Webhook',
  type: 'object',
  additionalProperties: false,
  required: ['url', 'events'],
  properties: {
    url: { type: 'string', minLength: 1, maxLength: URL_MAX, description: 'Where messages are posted.' },
    events: {
      type: 'array',
      minItems: 1,
      maxItems: EVENT_TYPES.length,
      uniqueItems: true,
      items: { enum: [...EVENT_TYPES] },
    },
    programme: { type: 'string', minLength: 1, maxLength: 64, description: 'Only of this one; of all if left out.' },
  },
};

export const replaySchema = {
  $schema: DIALECT,
  title: 'WebhookReplay',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  properties: {
    after: { type: 'string', minLength: 1, maxLength: 64, description: 'The id of a message.' },
    from: { type: 'string', format: 'date-time' },
  },
};

export const rotationSchema = {
  $schema: DIALECT,
  title: 'WebhookRotation',
  type: 'object',
  additionalProperties: false,
  properties: { immediately: { type: 'boolean', description: 'The old secret ends at once.' } },
};

import type { MemberSource } from '@loyalty/accrual';
import {
  fromMemberMessage,
  MEMBER_SHARDS,
  type MemberEvent,
  memberEventHeaders,
  toMemberMessage,
} from '@loyalty/contracts';
import type { MemberLog } from '@loyalty/enrollment';
import {
  type Bus,
  createPostgresRelay,
  type Message,
  mirrorLog,
  type MirroredLog,
  startRelay,
} from '@loyalty/messaging';
import { counter, type Logger, ServiceUnavailable } from '@loyalty/service-host';
import type pg from 'pg';

const SOURCE = '/loyalty/members';
const RELAY_SCHEMA = 'enrollment_relay';
const POLL_MS = 1_000;
const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Not compacted: a copy needs every position, and what a key's last message says is not all that is true of a member. It
 * is kept for a week: by then whoever was erased has left the topic, and older ones are read at their source, which has
 * forgotten the hashes.
 */
const TOPIC = {
  name: 'loyalty.enrollment.members.v1',
  partitions: MEMBER_SHARDS,
  retentionMs: WEEK_MS,
  compacted: false,
};

const sent = counter('loyalty_member_relay_events_total', 'Events of members sent to the bus', ['shard']);
const missing = counter(
  'loyalty_member_mirror_missing_events_total',
  'Events of members that the bus had lost, and that were read at their source',
  ['shard'],
);

export interface RelayedMembers {
  readonly bus: Bus;
  readonly log: MemberLog;
  /** For locks and checkpoints. */
  readonly pool: pg.Pool;
  readonly logger: Logger;
}

/** Sends what happens to members to its topic. Of several processes one sends a shard; another takes over when it is gone. */
export async function relayMembers({ bus, log, pool, logger }: RelayedMembers): Promise<() => Promise<void>> {
  await declareMembers(bus);
  const { close, ...state } = await createPostgresRelay({ pool, schema: RELAY_SCHEMA, topic: TOPIC.name });
  const relay = await startRelay({
    ...state,
    log,
    bus,
    topic: TOPIC.name,
    encode,
    positionOf,
    // Its own log wakes it; this is for what another process has given a place.
    pollMs: POLL_MS,
    onError: (error, shard) => logger.warn({ err: error, shard }, 'the relay of members failed and is tried again'),
    onSent: ({ shard, events }) => sent.inc({ shard: String(shard) }, events),
  });
  return async () => {
    await relay.stop();
    await close();
  };
}

/** Whoever comes first makes the topic: accrual may be started before enrollment. */
export function declareMembers(bus: Bus): Promise<void> {
  return bus.declare([TOPIC]);
}

export interface MirroredMembers {
  readonly bus: Bus;
  /** Enrollment itself. */
  readonly source: MemberSource;
  readonly group: string;
  readonly logger: Logger;
}

/** What happens to members as their topic brings it, also while enrollment is away. */
export function mirrorMembers({ bus, source, group, logger }: MirroredMembers): Promise<MirroredLog<MemberEvent>> {
  return mirrorLog({
    bus,
    topic: TOPIC.name,
    group,
    decode: ({ value }) => fromMemberMessage(value),
    source,
    shards: MEMBER_SHARDS,
    isAway: (error) => error instanceof ServiceUnavailable,
    onError: (error) => logger.warn({ err: error }, 'the topic of the members cannot be read; its source is'),
    onMissing: ({ shard, events }) => missing.inc({ shard: String(shard) }, events),
  });
}

function encode(event: MemberEvent, traceparent: string): Message {
  const headers = memberEventHeaders(event, { source: SOURCE });
  headers['traceparent'] = traceparent;
  return { key: event.member, value: toMemberMessage(event), headers };
}

function positionOf({ headers }: Message): number | undefined {
  const sequence = headers['ce_source'] === SOURCE ? headers['ce_sequence'] : undefined;
  return sequence === undefined ? undefined : Number(sequence);
}

import { canonicalJson, parseInstant } from '@loyalty/service-host/values';
import { urlFault } from '../../domain/webhooks/address.js';
import { placeOf } from '../../domain/webhooks/message.js';
import type { Attempted } from '../../domain/webhooks/patience.js';
import { signedHeaders } from '../../domain/webhooks/signature.js';
import type { SentReplay, SentWebhook, Webhook } from '../../domain/webhooks/webhook.js';
import type { Held, KeptWrite, WebhookPorts } from './ports.js';
import { beginAfter, beginFrom } from './where-to-begin.js';

/** Every way in which webhooks say no. */
export type WebhookRejection =
  | { readonly reason: 'webhook_not_found' }
  | { readonly reason: 'webhook_url_not_allowed'; readonly expected: string }
  | { readonly reason: 'programme_not_found'; readonly programme: string }
  | { readonly reason: 'too_many_webhooks'; readonly max: number }
  | { readonly reason: 'message_not_found' }
  | { readonly reason: 'already_used_with_other_content' };

export class WebhookRejected {
  constructor(readonly rejection: WebhookRejection) {}
}

/** Each is read and sent for itself, so there is a bound to what all of them cost. */
export const WEBHOOKS_MAX = 100;
/** How long a receiver has to take the new secret. */
const ROTATION_MS = 24 * 3_600_000;

/** Who writes, under which Idempotency-Key. */
export interface Asked {
  readonly actor: string;
  readonly key: string;
}

interface WithSecret {
  readonly webhook: Webhook;
  /** Null where a repeat asks for one that is no longer valid. */
  readonly secret: Buffer | null;
  readonly repeated: boolean;
}

/** It is told of all that is committed from now on. */
export async function createWebhook(
  sent: SentWebhook,
  asked: Asked,
  ports: WebhookPorts,
): Promise<WithSecret | WebhookRejected> {
  const { kept, log, programmes, newUuid, newSecret, reach, now } = ports;
  const expected = urlFault(sent.url, reach);
  if (expected !== undefined) return new WebhookRejected({ reason: 'webhook_url_not_allowed', expected });
  const { programme: only } = sent;
  if (only !== undefined && !(await programmes()).includes(only)) {
    return new WebhookRejected({ reason: 'programme_not_found', programme: only });
  }
  const heads = await log.heads();
  const done = await kept.once(writeOf('create', asked, sent, ports), async (writer) => {
    if ((await writer.count()) >= WEBHOOKS_MAX) return { id: null, number: 0 };
    const { url, events, programme = null } = sent;
    const id = newUuid();
    await writer.add({ id, url, events, programme, madeAt: now(), madeBy: asked.actor }, heads);
    return { id, number: await writer.addSecret(id, newSecret(), now()) };
  });
  if (done?.answer.id === null) return new WebhookRejected({ reason: 'too_many_webhooks', max: WEBHOOKS_MAX });
  return withSecret(done, ports);
}

/** A new secret; the one before it signs too for a day, unless it is known to others and must end at once. */
export async function rotateSecret(
  id: string,
  { immediately = false, ...asked }: Asked & { readonly immediately?: boolean },
  ports: WebhookPorts,
): Promise<WithSecret | WebhookRejected> {
  const { kept, newSecret, now } = ports;
  if (!(await kept.find(id))) return notFound();
  const done = await kept.once(writeOf(`rotate ${id}`, asked, { immediately }, ports), async (writer) => ({
    id,
    number: await writer.addSecret(id, newSecret(), now() + (immediately ? 0 : ROTATION_MS)),
  }));
  return withSecret(done, ports);
}

/** Sends again what was sent, in the same order, with the same ids. */
export async function replayWebhook(
  id: string,
  { sent, ...asked }: Asked & { readonly sent: SentReplay },
  ports: WebhookPorts,
): Promise<{ readonly webhook: Webhook; readonly repeated: boolean } | WebhookRejected> {
  const { kept } = ports;
  const held = await kept.find(id);
  if (!held) return notFound();
  const places = await beginningOf(sent, held, ports);
  if (!places) return new WebhookRejected({ reason: 'message_not_found' });
  const done = await kept.once(writeOf(`replay ${id}`, asked, sent, ports), async (writer) => {
    await writer.turn(id, places);
    return {};
  });
  if (!done) return new WebhookRejected({ reason: 'already_used_with_other_content' });
  return { webhook: held.webhook, repeated: done.repeated };
}

/** What a receiver answers to a message of no event: whether address, way and signature are right. */
export async function pingWebhook(id: string, ports: WebhookPorts): Promise<Attempted | WebhookRejected> {
  const { kept, newUuid, now, post } = ports;
  const held = await kept.find(id);
  if (!held) return notFound();
  const message = `evt_ping_${newUuid()}`;
  const body = JSON.stringify({
    id: message,
    type: 'webhook.ping',
    occurredAt: new Date(now()).toISOString(),
    data: {},
  });
  return post({ url: held.webhook.url, headers: signedHeaders({ id: message, now: now(), body }, held.secrets), body });
}

function beginningOf({ after, from }: SentReplay, { places }: Held, { log }: WebhookPorts) {
  if (from !== undefined) {
    const instant = parseInstant(from);
    return instant === undefined ? undefined : beginFrom(instant, places, log);
  }
  const place = placeOf(after ?? '');
  return place && places.some(({ shard }) => shard === place.shard) ? beginAfter(place, places, log) : undefined;
}

async function withSecret(
  done:
    | { readonly answer: { readonly id: string | null; readonly number: number }; readonly repeated: boolean }
    | undefined,
  { kept }: WebhookPorts,
): Promise<WithSecret | WebhookRejected> {
  if (!done) return new WebhookRejected({ reason: 'already_used_with_other_content' });
  const { id, number } = done.answer;
  const held = id === null ? undefined : await kept.find(id);
  if (!held) return notFound();
  const secret = (await kept.secret(held.webhook.id, number)) ?? null;
  return { webhook: held.webhook, secret, repeated: done.repeated };
}

function writeOf(door: string, { actor, key }: Asked, sent: object, { fingerprint }: WebhookPorts): KeptWrite {
  return { door: `${door} ${actor}`, key, fingerprint: fingerprint(canonicalJson(sent)) };
}

const notFound = () => new WebhookRejected({ reason: 'webhook_not_found' });

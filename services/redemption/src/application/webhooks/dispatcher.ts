import { bodyOf, type WebhookMessage } from '../../domain/webhooks/message.js';
import { whatNext } from '../../domain/webhooks/patience.js';
import { signedHeaders } from '../../domain/webhooks/signature.js';
import type { Place } from '../../domain/webhooks/webhook.js';
import { messageOf } from './message-of.js';
import type { Believed, Held, Watching, WebhookPorts } from './ports.js';

const PAGE = 200;
/** Events that nobody is told of are passed without a write each; read again after a restart, they change nothing. */
const NOTE_EVERY = 1_000;

interface Undelivered {
  readonly webhook: string;
  readonly recordedAt: number;
}

/**
 * Sends what is new to those that this process holds. Each shard of each webhook goes its own way, so nobody waits for
 * another's receiver; within a shard one message is sent after the other, and the place moves only when it was taken. So
 * what is sent twice is sent twice with the same id, and nothing is overtaken.
 */
export class Dispatcher {
  private readonly holder: string;
  private readonly running = new Map<string, Promise<void>>();
  private readonly passed = new Map<string, { readonly from: Place; readonly to: number }>();
  private readonly waiting = new Map<string, Undelivered>();
  /** In which look a shard was last told: what that look had read before is no longer so. */
  private readonly told = new Map<string, number>();
  private looks = 0;
  private stopped = false;

  constructor(
    private readonly ports: WebhookPorts,
    private readonly options: { readonly leaseMs: number; readonly watching: Watching },
  ) {
    this.holder = ports.newUuid();
  }

  /** Begins whatever is due, and waits for none of it. */
  async look(): Promise<void> {
    const { kept, log, now } = this.ports;
    const look = (this.looks += 1);
    const held = await kept.lease(this.holder, this.options.leaseMs);
    this.forgetOthers(held);
    if (held.length === 0) return;
    const heads = await log.heads();
    for (const each of held) {
      for (const place of each.places) {
        const key = keyOf(each.webhook.id, place.shard);
        const isFresh = !this.running.has(key) && (this.told.get(key) ?? 0) < look;
        if (!isFresh || this.stopped) continue;
        const isNews = (heads[place.shard] ?? 0) > this.passedTo(key, place);
        // A person has passed over what was not taken.
        if (!isNews) this.waiting.delete(key);
        else if ((place.nextAttemptAt ?? 0) <= now()) this.begin(key, each, place);
      }
    }
  }

  /** What is known not to be taken yet, the oldest of each webhook. */
  undelivered(): ReadonlyMap<string, number> {
    const oldest = new Map<string, number>();
    for (const { webhook, recordedAt } of this.waiting.values()) {
      oldest.set(webhook, Math.min(recordedAt, oldest.get(webhook) ?? recordedAt));
    }
    return oldest;
  }

  /** What is under way is finished; another process goes on at once. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running.values());
    await this.ports.kept.release(this.holder);
  }

  private begin(key: string, held: Held, place: Place): void {
    const telling = this.tell(key, held, place)
      .catch((error: unknown) => this.options.watching.failed(held.webhook.id, error))
      .finally(() => {
        this.running.delete(key);
        this.told.set(key, this.looks);
      });
    this.running.set(key, telling);
  }

  private async tell(key: string, held: Held, place: Place): Promise<void> {
    const { log, kept } = this.ports;
    const { shard } = place;
    let [from, seen] = [place, this.passedTo(key, place)];
    for (;;) {
      const events = await log.readShard(shard, seen, PAGE);
      for (const event of events) {
        if (this.stopped) return;
        if (event.position !== seen + 1) throw new Error(`shard ${shard}: position ${seen + 1} is missing`);
        const message = await messageOf(event, held.webhook, log);
        if (message) {
          this.waiting.set(key, { webhook: held.webhook.id, recordedAt: event.recordedAt });
          if (!(await this.send(message, held, from))) return;
          this.waiting.delete(key);
          from = { ...from, position: event.position, attempts: 0, failingSince: null };
        }
        seen = event.position;
      }
      if (seen - from.position >= NOTE_EVERY) {
        if (!(await kept.moved(this.believed(held, from), seen))) return;
        from = { ...from, position: seen };
      }
      this.passed.set(key, { from, to: seen });
      if (events.length < PAGE) {
        this.waiting.delete(key);
        return;
      }
    }
  }

  /** True where it was taken, and this is still the one to go on. */
  private async send(message: WebhookMessage, held: Held, place: Place): Promise<boolean> {
    const { kept, post, now, patience, chance } = this.ports;
    const { webhook, secrets } = held;
    const body = bodyOf(message);
    const attemptedAt = now();
    const attempted = await post({
      url: webhook.url,
      headers: signedHeaders({ id: message.id, now: attemptedAt, body }, secrets),
      body,
    });
    this.options.watching.attempted(webhook.id, attempted);
    const attempt = place.attempts + 1;
    const failing = { attempts: attempt, since: place.failingSince, now: now(), chance: chance() };
    const next = whatNext(attempted, failing, patience);
    const { outcome, status, ms } = attempted;
    const nextAttemptAt = next.kind === 'again' ? next.at : null;
    const delivery = {
      message: message.id,
      type: message.type,
      attempt,
      attemptedAt,
      outcome,
      status,
      ms,
      nextAttemptAt,
    };
    const believed = this.believed(held, place);
    if (next.kind === 'delivered') return kept.moved(believed, message.sequence, delivery);
    if (next.kind === 'again') await kept.failed(believed, delivery);
    else if (await kept.parked(believed, delivery, next.reason)) this.options.watching.parked(webhook, next.reason);
    return false;
  }

  private believed({ webhook }: Held, { shard, position, turned }: Place): Believed {
    return { webhook: webhook.id, holder: this.holder, shard, position, turned };
  }

  /** Only where nobody has moved the place meanwhile. */
  private passedTo(key: string, { position, turned }: Place): number {
    const known = this.passed.get(key);
    return known?.from.position === position && known.from.turned === turned ? known.to : position;
  }

  /** Another tells them now, or a person has to look. */
  private forgetOthers(held: readonly Held[]): void {
    const ours = new Set(held.map(({ webhook }) => webhook.id));
    for (const [key, { webhook }] of this.waiting) if (!ours.has(webhook)) this.waiting.delete(key);
  }
}

const keyOf = (webhook: string, shard: number): string => `${webhook} ${shard}`;

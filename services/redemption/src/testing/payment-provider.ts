import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { signatureHeaders, verifySignature } from '../adapters/payouts/signature.js';

/** How the provider may behave towards one request; what begins with `after` has taken effect when it goes wrong. */
export const MISBEHAVIOURS = [
  'after: slow',
  'after: 500',
  'after: reset',
  'after: garbage',
  'before: slow',
  'before: 500',
  'before: reset',
  'before: 429',
] as const;
export type Misbehaviour = (typeof MISBEHAVIOURS)[number];

export const CALLBACK_MISBEHAVIOURS = ['lost', 'twice', 'before the answer', 'wrong order'] as const;
export type CallbackMisbehaviour = (typeof CALLBACK_MISBEHAVIOURS)[number];

export type Fate = 'settled' | 'failed' | 'refused';

export interface ProviderOptions {
  readonly keys: readonly Buffer[];
  /** From 0 to 1; the same numbers make the same provider. */
  readonly random: () => number;
  /** Of requests, and of callbacks, that go wrong. */
  readonly misbehaves: number;
  /** Longer than whoever asks has patience. */
  readonly slowMs: number;
  /** A settlement takes at most so long. */
  readonly settlesWithinMs: number;
  /** Where it says what became of a payout; it may have several doors. */
  readonly callbackUrls: () => readonly string[];
}

interface Order {
  readonly id: string;
  readonly content: string;
  readonly reference: string;
  readonly fate: Fate;
  status: 'pending' | 'settled' | 'failed';
}

/**
 * A payment provider that misbehaves in every way a seed can say, and pays: every payment it makes is in `payments`, under
 * the idempotency key that it was asked with. Whoever asks it under two keys is paid out twice.
 */
export class PaymentProvider {
  readonly payments: { readonly id: string; readonly amount: string; readonly currency: string }[] = [];
  /** How often each misbehaviour was shown. */
  readonly shown = new Map<string, number>();
  readonly refusedRequests: string[] = [];
  private readonly orders = new Map<string, Order>();
  private readonly pending = new Set<Promise<unknown>>();
  private readonly server: Server;
  private sent = 0;
  private closed = false;

  constructor(private readonly options: ProviderOptions) {
    this.server = createServer((request, response) => {
      this.track(this.serve(request, response).catch(() => response.destroy()));
    });
  }

  async listen(port = 0): Promise<string> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.server.close();
    this.server.closeAllConnections();
    await Promise.all(this.pending);
  }

  /** As its own file for the day says it. */
  file(): string {
    const lines = [...this.orders.values()].map(({ id, reference, status, content }) => {
      const { amount, currency } = JSON.parse(content) as Readonly<Record<string, string>>;
      return [id, reference, amount, currency, status].join(',');
    });
    return ['payout,reference,amount,currency,status', ...lines].join('\n');
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request);
    const verdict = verifySignature(this.options.keys, request.headers, { body, now: Date.now() });
    if (verdict !== 'genuine') {
      this.refusedRequests.push(`${request.method} ${request.url}: ${verdict}`);
      return answer(response, 401, { error: verdict });
    }
    const misbehaviour = this.draw(MISBEHAVIOURS);
    if (misbehaviour === 'before: slow') await sleep(this.options.slowMs);
    if (misbehaviour === 'before: 500') return answer(response, 500, { error: 'out of order' });
    if (misbehaviour === 'before: reset') return void response.destroy();
    if (misbehaviour === 'before: 429') return answer(response, 429, { error: 'too many' }, { 'retry-after': '1' });

    const [status, said] = request.method === 'POST' ? await this.take(request, body) : this.tell(request);
    if (misbehaviour === 'after: slow') await sleep(this.options.slowMs);
    if (misbehaviour === 'after: 500') return answer(response, 500, { error: 'out of order' });
    if (misbehaviour === 'after: reset') return void response.destroy();
    if (misbehaviour === 'after: garbage') return void response.writeHead(200).end('<html>Bad gateway</html>');
    answer(response, status, said);
  }

  private async take(request: IncomingMessage, body: string): Promise<[number, object]> {
    const key = String(request.headers['idempotency-key']);
    const { id } = JSON.parse(body) as { id: string };
    const known = this.orders.get(key);
    if (known)
      return known.content === body ? this.sayOf(known) : [409, { error: 'another content under the same key' }];
    const order: Order = {
      id,
      content: body,
      reference: `P-${this.orders.size + 1}`,
      fate: this.options.random() < 0.7 ? 'settled' : this.options.random() < 0.5 ? 'failed' : 'refused',
      status: 'pending',
    };
    this.orders.set(key, order);
    const isAtOnce = order.fate === 'refused' || this.options.random() < 0.3;
    if (isAtOnce) this.finish(order);
    const callback = this.draw(CALLBACK_MISBEHAVIOURS);
    if (callback === 'before the answer') await this.tellCaller(order);
    this.track(this.goOn(order, callback));
    return this.sayOf(order);
  }

  /** Money moves here and nowhere else. */
  private finish(order: Order): void {
    if (order.status !== 'pending') return;
    order.status = order.fate === 'settled' ? 'settled' : 'failed';
    if (order.fate !== 'settled') return;
    const { amount = '', currency = '' } = JSON.parse(order.content) as Readonly<Record<string, string>>;
    this.payments.push({ id: order.id, amount, currency });
  }

  private async goOn(order: Order, callback: CallbackMisbehaviour | undefined): Promise<void> {
    await sleep(this.options.random() * this.options.settlesWithinMs);
    this.finish(order);
    if (callback === 'lost') return;
    await this.tellCaller(order);
    if (callback === 'wrong order') await this.tellCaller({ ...order, status: 'pending' });
    if (callback === 'twice') await this.tellCaller(order);
  }

  private sayOf({ id, reference, status, fate }: Order): [number, object] {
    const cause = status === 'failed' ? { cause: fate === 'refused' ? 'destination_closed' : 'bank_refused' } : {};
    return [fate === 'refused' ? 422 : 201, { id, reference, status, ...cause }];
  }

  private tell(request: IncomingMessage): [number, object] {
    const id = request.url?.split('/').at(-1) ?? '';
    const order = this.orders.get(id);
    return order ? [200, this.sayOf(order)[1]] : [404, { id, error: 'not known' }];
  }

  /** Nobody answers, or not well: it does not try again, as providers that are sure of themselves do not. */
  private async tellCaller({ id, reference, status }: Order): Promise<void> {
    const urls = this.options.callbackUrls();
    const url = urls[Math.floor(this.options.random() * urls.length)];
    if (url === undefined || this.closed) return;
    const body = JSON.stringify({ id, reference, status });
    this.sent += 1;
    const headers = signatureHeaders(this.options.keys, { id: `evt-${this.sent}`, at: Date.now(), body });
    const signal = AbortSignal.timeout(this.options.slowMs);
    await fetch(url, {
      method: 'POST',
      body,
      headers: { ...headers, 'content-type': 'application/json' },
      signal,
    }).then(
      (said) => said.arrayBuffer(),
      () => undefined,
    );
  }

  private draw<Word extends string>(words: readonly Word[]): Word | undefined {
    if (this.options.random() >= this.options.misbehaves) return undefined;
    const word = words[Math.floor(this.options.random() * words.length)];
    if (word !== undefined) this.shown.set(word, (this.shown.get(word) ?? 0) + 1);
    return word;
  }

  private track(work: Promise<unknown>): void {
    this.pending.add(work);
    void work.finally(() => this.pending.delete(work));
  }
}

function answer(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Chance that can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

import { describe, expect, it } from '@jest/globals';
import { newUuid } from '@loyalty/service-host/values';
import { PATIENCE } from '../../domain/webhooks/patience.js';
import type { Place } from '../../domain/webhooks/webhook.js';
import { anOrder, authorised, openShop, type Shop } from '../../testing/shop.fixture.js';
import { Dispatcher } from './dispatcher.js';
import type { Held, KeptWebhooks, WebhookPorts } from './ports.js';

const REFUSE_ALL = async () => ({ outcome: 'refused', status: 500, ms: 1 }) as const;
const never = async (): Promise<never> => {
  throw new Error('nobody should ask');
};

/** One webhook from the start of the log, whose places are a test's to change. */
function held(heads: readonly number[]): Held & { places: Place[] } {
  const none = { position: 0, turned: 0, attempts: 0, failingSince: null, nextAttemptAt: null };
  const webhook = {
    id: newUuid(),
    url: 'https://shop.example/',
    events: ['redemption.authorised'],
    programme: null,
    madeAt: 0,
    parkedAt: null,
    parkedReason: null,
  };
  return { webhook, secrets: [Buffer.alloc(32)], places: heads.map((_head, shard) => ({ ...none, shard })) };
}

function dispatcherOf(shop: Shop, told: Held, parts: Pick<WebhookPorts, 'post'> & Partial<KeptWebhooks>): Dispatcher {
  const { post, ...kept } = parts;
  const ports: WebhookPorts = {
    programmes: async () => [],
    log: shop.store,
    post,
    kept: {
      list: never,
      find: never,
      secret: never,
      once: never,
      remove: never,
      resume: never,
      deliveries: never,
      parked: never,
      prune: never,
      failed: async () => true,
      moved: async () => true,
      release: async () => undefined,
      lease: async () => [told],
      ...kept,
    },
    reach: { http: false, private: false },
    patience: PATIENCE,
    newUuid,
    newSecret: () => Buffer.alloc(32),
    fingerprint: () => '',
    now: () => shop.clock.now(),
    chance: () => 0,
  };
  const silent = { attempted: () => undefined, parked: () => undefined, failed: () => undefined };
  return new Dispatcher(ports, { leaseMs: 1_000, watching: silent });
}

async function threeOrders(): Promise<Shop> {
  const shop = await openShop();
  await shop.earn(100);
  for (let order = 1; order <= 3; order += 1) await authorised(shop, anOrder(10));
  return shop;
}

describe('Whoever sends to webhooks', () => {
  it('sends nothing more once another has taken over, or a person has moved the place', async () => {
    const shop = await threeOrders();
    const sent: string[] = [];
    const dispatcher = dispatcherOf(shop, held(await shop.heads()), {
      async post({ body }) {
        sent.push(body);
        return { outcome: 'delivered', status: 204, ms: 1 };
      },
      moved: async () => false,
    });
    await dispatcher.look();
    while (sent.length === 0) await new Promise(setImmediate);
    for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
    await dispatcher.stop();
    expect(sent).toHaveLength(1);
  });

  it('never sends by what it had read before its last message was taken', async () => {
    const shop = await threeOrders();
    const told = held(await shop.heads());
    const sent: string[] = [];
    let answer = (): void => undefined;
    const dispatcher: Dispatcher = dispatcherOf(shop, told, {
      async post({ body }) {
        sent.push(body);
        return { outcome: 'delivered', status: 204, ms: 1 };
      },
      // The look has read the places and waits; meanwhile all is sent.
      lease: () => new Promise((resolve) => (answer = () => resolve([told]))),
    });
    const first = dispatcher.look();
    answer();
    await first;
    const second = dispatcher.look();
    while (sent.length < 3) await new Promise(setImmediate);
    await new Promise(setImmediate);
    answer();
    await second;
    for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
    await dispatcher.stop();
    expect(sent).toHaveLength(3);
  });

  it('says since when the oldest message waits, until it is taken or passed over', async () => {
    const shop = await threeOrders();
    const told = held(await shop.heads());
    const dispatcher = dispatcherOf(shop, told, { post: REFUSE_ALL });
    expect(dispatcher.undelivered().size).toBe(0);
    await dispatcher.look();
    while (dispatcher.undelivered().size === 0) await new Promise(setImmediate);
    expect([...dispatcher.undelivered()]).toEqual([[told.webhook.id, shop.clock.now()]]);
    const heads = await shop.heads();
    told.places.forEach((place, at) => (told.places[at] = { ...place, position: heads[at] ?? 0, turned: 1 }));
    while (dispatcher.undelivered().size > 0) {
      await dispatcher.look();
      await new Promise(setImmediate);
    }
    await dispatcher.stop();
  });
});

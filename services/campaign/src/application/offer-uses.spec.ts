import { describe, expect, it } from '@jest/globals';
import { decodePurchaseEvent, encodePurchaseEvent, type PurchaseRecorded } from '@loyalty/contracts';
import { createInMemoryStore } from '@loyalty/event-store';
import { newUuid } from '@loyalty/service-host/values';
import { offerUses } from './offer-uses.js';

const NOW = 1_000;
const clock = { now: () => NOW };
const category = {
  name: 'purchase',
  initial: () => 0,
  evolve: (events: number) => events + 1,
  encode: encodePurchaseEvent,
  decode: decodePurchaseEvent,
};

/** By offer the points that it gave; `availableAt` of the one lot. */
interface Bought {
  readonly account: string | null;
  readonly gave: Readonly<Record<string, number>>;
  readonly availableAt?: number | null;
  readonly programme?: string;
}

function recorded({ account, gave, availableAt = 0, programme = 'tea' }: Bought): PurchaseRecorded {
  const lot = { id: 'lot_1', wallet: 'points', points: 1n, availableAt, expiresAt: null, lines: [] };
  const explanation = Object.entries(gave).map(([offer, points]) => ({
    offer,
    version: 1,
    wallet: 'points',
    points: BigInt(points),
    lines: [],
    text: '',
  }));
  const outcome = { programmeVersion: 1, accountVersion: 1, lots: [lot], explanation, balances: [] };
  return {
    type: 'PurchaseRecorded',
    purchase: 'pur_1',
    programme,
    source: 'till',
    externalId: '1',
    occurredAt: 0,
    currency: 'EUR',
    taxIncluded: true,
    lines: [],
    total: 0n,
    payments: [],
    member: null,
    account,
    outcome: account === null ? null : outcome,
    returns: [],
  };
}

async function seen(bought: readonly Bought[], { offers = ['mug'], max }: { offers?: string[]; max?: number } = {}) {
  const store = createInMemoryStore({ clock });
  for (const each of bought) {
    const stream = newUuid();
    const appends = [{ category, stream, events: [{ event: recorded(each), occurredAt: 0 }] }];
    await store.execute({ on: stream, decide: () => ({ answer: undefined, appends }) });
  }
  const uses = await offerUses('tea', new Set(offers), { store, clock }, max);
  return { ...uses, offers: Object.fromEntries(uses.offers) };
}

describe('What a plan touches', () => {
  it('is members, purchases and points by offer, and which of them wait for points', async () => {
    const found = await seen([
      { account: 'acc_ann', gave: { base: 10, mug: 5 } },
      { account: 'acc_ann', gave: { mug: 5 }, availableAt: NOW + 1 },
      { account: 'acc_bob', gave: { mug: 5 }, availableAt: null },
      { account: 'acc_cleo', gave: { base: 7 }, availableAt: NOW + 1 },
    ]);
    expect(found).toEqual({
      offers: { mug: { members: 2, purchases: 3, points: 15, pendingPurchases: 2 } },
      events: 4,
      complete: true,
      members: 3,
    });
  });

  it('counts no other programme, no guest, no offer that gave nothing, and nothing that is available now', async () => {
    const found = await seen([
      { account: 'acc_ann', gave: { mug: 5 }, programme: 'wine' },
      { account: null, gave: { mug: 5 } },
      { account: 'acc_bob', gave: { mug: 0 } },
      { account: 'acc_cleo', gave: { mug: 5 }, availableAt: NOW },
    ]);
    expect(found).toMatchObject({
      offers: { mug: { members: 1, purchases: 1, pendingPurchases: 0 } },
      members: 2,
    });
  });

  it('reads the newest part of a long ledger, and says that it was not all', async () => {
    const bought = Array.from({ length: 40 }, () => ({ account: 'acc_ann', gave: { mug: 1 } }));
    const found = await seen(bought, { max: 16 });
    expect(found.complete).toBe(false);
    expect(found.events).toBeLessThanOrEqual(16);
    expect(found.offers).toMatchObject({ mug: { purchases: found.events } });
  });

  it('reads nothing where no offer is changed', async () => {
    const found = await seen([{ account: 'acc_ann', gave: { mug: 5 } }], { offers: [] });
    expect(found).toMatchObject({ offers: {}, events: 0, complete: true });
  });
});

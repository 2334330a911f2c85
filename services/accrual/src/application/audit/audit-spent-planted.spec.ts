import type { EventStore, RecordedEvent } from '@loyalty/event-store';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  aPurchase,
  aReturn,
  giveBack,
  line,
  openShop,
  purchase,
  TEA,
  teaProgramme,
  withoutMember,
  type Shop,
} from '../../testing/shop.fixture.js';
import { postClaim } from '../strangers/post-claim.js';
import { postReturn } from '../returns/post-return.js';
import { auditLedger } from './audit-ledger.js';

const CARD = `
discounts:
  - id: card
    steps:
      - { spentAtLeast: 100.00, percent: 3 }
      - { spentAtLeast: 200.00, percent: 5 }
`;
const lines = [line('A', '60.00'), line('B', '40.00')];

/** A purchase, a part of it given back, another one, one whose return came first, and one that is claimed; all in one instant, or each in its own. */
async function aHistory(programme: string, isOneInstant: boolean): Promise<Shop> {
  const shop = await openShop(teaProgramme({ programme }));
  shop.members.join(TEA, { kind: 'card', value: '4007' });
  let second = 0;
  const tick = () => shop.clock.set(`2026-06-01T12:00:${String(isOneInstant ? 1 : ++second).padStart(2, '0')}Z`);
  tick();
  const { first } = await purchase(shop, aPurchase({ lines }));
  tick();
  await giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: 'A', quantity: '1' }] }));
  tick();
  await purchase(shop, aPurchase({ lines, occurredAt: '2026-03-06T10:00:00Z' }));
  tick();
  const named = { source: 'till-berlin-7', externalId: 'R-late' };
  await postReturn(aReturn({ purchase: named, lines: [{ id: 'B', quantity: '1' }] }), shop);
  tick();
  await purchase(shop, aPurchase({ ...named, lines, occurredAt: '2026-03-07T10:00:00Z' }));
  tick();
  const guest = await purchase(shop, withoutMember(aPurchase({ lines, occurredAt: '2026-03-08T10:00:00Z' })));
  tick();
  await postClaim({ id: guest.first.purchase, member: { card: '4007' } }, shop);
  return shop;
}

function changed(log: EventStore, change: (event: RecordedEvent) => RecordedEvent) {
  const all = (events: readonly RecordedEvent[]) => events.map(change);
  return {
    heads: () => log.heads(),
    readShard: async (...of: Parameters<EventStore['readShard']>) => all(await log.readShard(...of)),
    readStream: async (...of: Parameters<EventStore['readStream']>) => all(await log.readStream(...of)),
  };
}

const spentOf = ({ payload }: RecordedEvent) => /"spent":"(\d+)"/.exec(payload)?.[1];

describe('The audit of what outcomes say was spent', () => {
  let shop: Shop;
  beforeAll(async () => void (shop = await aHistory(CARD, false)));

  it.each([true, false])('finds nothing where nobody has changed it, all in one instant: %s', async (isOneInstant) => {
    const { store, programmes } = await aHistory(CARD, isOneInstant);
    expect(await auditLedger({ log: store, programmes })).toMatchObject({ different: 0, differences: [] });
  });

  it.each([
    ['of a purchase', 'PurchaseRecorded', '100000000000000'],
    ['after a return', 'PurchaseRecorded', '140000000000000'],
    ['with what had waited for it', 'PurchaseRecorded', '200000000000000'],
    ['of a claim', 'PurchaseClaimed', '300000000000000'],
  ])('names it where it was changed: %s', async (_what, type, spent) => {
    let hits = 0;
    const log = changed(shop.store, (event) => {
      if (!event.type.startsWith(type) || spentOf(event) !== spent) return event;
      hits += 1;
      return { ...event, payload: event.payload.replace(`"spent":"${spent}"`, `"spent":"${BigInt(spent) + 1n}"`) };
    });
    const { differences } = await auditLedger({ log, programmes: shop.programmes });
    expect(hits).toBeGreaterThan(0);
    expect(differences).toMatchObject([{ what: 'outcome.spent', expected: spent, found: String(BigInt(spent) + 1n) }]);
  });

  it('names it where a claim has lost it, and where no discount grows by it', async () => {
    const without = changed(shop.store, (event) => ({
      ...event,
      payload: event.payload.replace(/,?"spent":"\d+"/, ''),
    }));
    const gone = await auditLedger({ log: without, programmes: shop.programmes });
    expect(gone.differences.map(({ what }) => what)).toEqual(['outcome.spent']);

    const plain = await aHistory('', false);
    const invented = changed(plain.store, (event) => ({
      ...event,
      payload: event.payload.replace('"accountVersion":1,', '"accountVersion":1,"spent":"1",'),
    }));
    const { differences } = await auditLedger({ log: invented, programmes: plain.programmes });
    expect(differences).toMatchObject([{ what: 'outcome.spent', found: '1' }]);
  });
});

import { createInMemoryStore } from '@loyalty/event-store';
import { describe, expect, it } from '@jest/globals';
import { instant, openShop, TEA, teaProgramme, type Shop } from '../../testing/shop.fixture.js';
import { auditStore } from '../audit/audit-store.js';
import { giveOccasion, occasionsOf, type Occasion } from './give-occasion.js';
import { ProgrammeCatalogue } from '../programmes/programme-catalogue.js';

const WELCOME = `
actions:
  - { id: hello, on: joined, points: 100 }
  - { id: cake, on: birthday, points: 30 }
`;
const welcoming = teaProgramme({ programme: WELCOME });

const portsOf = (shop: Shop) => ({ ...shop, refresh: () => shop.catalogue.refresh() });
function joined(shop: Shop, at: string, card = '4007'): Occasion {
  const { member, account } = shop.members.join(TEA, { kind: 'card', value: card });
  return { member, account, programme: TEA, occasion: 'joined', occurredAt: instant(at) };
}

describe('What is given by itself', () => {
  it('earns as a reported action does, once under its name, and the audit recomputes it', async () => {
    const shop = await openShop(welcoming);
    const given = joined(shop, '2026-05-31T23:30:00Z');
    expect(await giveOccasion(given, portsOf(shop))).toBe(true);
    expect(await giveOccasion(given, portsOf(shop))).toBe(false);
    expect(await shop.balance(given.account)).toMatchObject({ available: 100 });
    const audit = await auditStore(shop.store);
    expect([audit.different, audit.differences]).toEqual([0, []]);
  });

  it('stays once a year, also when the day was edited after it was given', async () => {
    const shop = await openShop(welcoming);
    const birthday = { ...joined(shop, '2026-03-03T23:00:00Z'), occasion: 'birthday:2026' };
    expect(await giveOccasion(birthday, portsOf(shop))).toBe(true);
    const edited = { ...birthday, occurredAt: instant('2026-05-09T22:00:00Z') };
    expect(await giveOccasion(edited, portsOf(shop))).toBe(false);
    expect(await giveOccasion({ ...edited, occasion: 'birthday:2027' }, portsOf(shop))).toBe(true);
    expect(await shop.balance(birthday.account)).toMatchObject({ available: 60 });
  });

  it('is judged by the programme in force when it happened, and writes nothing where that gave nothing', async () => {
    const shop = await openShop();
    await shop.apply(welcoming);
    const early = joined(shop, '2026-05-31T10:00:00Z');
    expect(await giveOccasion(early, portsOf(shop))).toBe(false);
    expect(await giveOccasion(joined(shop, '2026-06-01T12:00:00Z', '4008'), portsOf(shop))).toBe(true);
    shop.clock.set('2026-07-01T00:00:00Z');
    await shop.apply(teaProgramme());
    expect(await giveOccasion(joined(shop, '2026-07-01T00:00:00Z', '4009'), portsOf(shop))).toBe(false);
    const { entries } = await auditStore(shop.store);
    expect(entries).toBe(1);
  });

  it('is looked for anew where this process has not heard of the version that gives it', async () => {
    const shop = await openShop(teaProgramme(), (clock) => createInMemoryStore({ clock }));
    const late = new ProgrammeCatalogue(shop.store);
    await late.refresh();
    await shop.apply(welcoming);
    const given = joined(shop, '2026-06-01T12:00:00Z');
    expect(await giveOccasion(given, { ...shop, programmes: late, refresh: () => late.refresh() })).toBe(true);
  });

  it('is told by programme: what the newest gives, and since when a version has welcomed', async () => {
    const shop = await openShop();
    expect(occasionsOf(shop.catalogue)).toEqual([]);
    await shop.apply(welcoming);
    const told = { programme: TEA, timeZone: 'Europe/Berlin', hasBirthdays: true };
    expect(occasionsOf(shop.catalogue)).toEqual([{ ...told, joinedSince: instant('2026-06-01T12:00:00Z') }]);
    const first = await openShop(welcoming);
    expect(occasionsOf(first.catalogue)).toEqual([{ ...told, joinedSince: 0 }]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { purchaseOf, type PurchaseOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { at, offersOf, pointsByOffer } from './offers.fixture.js';

const STORES = 'stores: { lisbon-1: { timeZone: Europe/Lisbon }, tokyo-1: { timeZone: Asia/Tokyo } }';

function fires(only: string, purchase: Partial<PurchaseOf>): boolean {
  const programme = offersOf([`id: offer, give: { points: 5 }, ${only}`], { more: STORES });
  const bought = purchaseOf({ lines: [{ amount: '10.00' }], ...purchase });
  return 'offer' in pointsByOffer(evaluate(programme, 1, bought));
}

describe('An offer', () => {
  it('holds from its first day to the end of its last, in the zone of the programme', () => {
    const dates = 'from: 2026-06-01, until: 2026-06-30';
    const when = (text: string) => fires(dates, { occurredAt: at(text) });
    expect(when('2026-05-31T21:59:59.999Z')).toBe(false);
    expect(when('2026-05-31T22:00:00Z')).toBe(true);
    expect(when('2026-06-30T21:59:59.999Z')).toBe(true);
    expect(when('2026-06-30T22:00:00Z')).toBe(false);
  });

  it('holds no longer than its campaign', () => {
    const more = 'campaigns: { june: { from: 2026-06-10, until: 2026-06-20 } }';
    const programme = offersOf(['id: o, give: { points: 5 }, campaign: june, until: 2026-06-15'], { more });
    const when = (text: string) =>
      'o' in pointsByOffer(evaluate(programme, 1, purchaseOf({ occurredAt: at(text), lines: [{ amount: '1.00' }] })));
    expect(['2026-06-09', '2026-06-10', '2026-06-15', '2026-06-16'].map((day) => when(`${day}T10:00:00Z`))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is for the stores and channels that it names, by name or by pattern', () => {
    expect(fires('only: { stores: [berlin-*] }', { store: 'berlin-1' })).toBe(true);
    expect(fires('only: { stores: [berlin-*] }', { store: 'hamburg-1' })).toBe(false);
    expect(fires('only: { stores: [berlin-*] }', {})).toBe(false);
    expect(fires('only: { channels: [web, app] }', { channel: 'app' })).toBe(true);
    expect(fires('only: { channels: [web, app] }', { channel: 'pos' })).toBe(false);
    expect(fires('only: { channels: [web], stores: [berlin-1] }', { channel: 'web', store: 'berlin-2' })).toBe(false);
  });

  it('is for the hours that it names, by the clock of the store, else of the programme', () => {
    const only = 'only: { times: [{ days: [mon, tue, wed, thu, fri], from: "09:00", until: "11:00" }] }';
    const when = (text: string, store?: string) => fires(only, { occurredAt: at(text), ...(store && { store }) });
    expect(when('2026-06-01T07:00:00Z')).toBe(true);
    expect(when('2026-06-01T06:59:59Z')).toBe(false);
    expect(when('2026-06-01T08:59:59Z')).toBe(true);
    expect(when('2026-06-01T09:00:00Z')).toBe(false);
    expect(when('2026-06-06T07:00:00Z')).toBe(false);
    expect(when('2026-06-01T07:00:00Z', 'lisbon-1')).toBe(false);
    expect(when('2026-06-01T08:00:00Z', 'lisbon-1')).toBe(true);
    expect(when('2026-06-01T00:30:00Z', 'tokyo-1')).toBe(true);
    expect(when('2026-05-31T23:30:00Z', 'tokyo-1')).toBe(false);
  });

  it('may begin in the evening and end in the morning, which belongs to the day before', () => {
    const only = 'only: { times: [{ days: [fri], from: "22:00", until: "02:00" }] }';
    const when = (text: string) => fires(only, { occurredAt: at(text) });
    expect(
      ['2026-06-05T19:59:00Z', '2026-06-05T20:00:00Z', '2026-06-05T23:59:00Z', '2026-06-06T00:00:00Z'].map(when),
    ).toEqual([false, true, true, false]);
    expect(when('2026-06-04T23:00:00Z')).toBe(false);
  });

  it('knows the hour on both days of a clock change, the missing one and the one that comes twice', () => {
    const night = 'only: { times: [{ from: "02:00", until: "03:00" }] }';
    const when = (text: string) => fires(night, { occurredAt: at(text) });
    // 29 March 2026: 01:59 is followed by 03:00. 25 October 2026: 02:59 is followed by 02:00.
    expect(['2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z', '2026-03-29T01:30:00Z'].map(when)).toEqual([
      false,
      false,
      false,
    ]);
    expect(
      ['2026-10-24T23:59:59Z', '2026-10-25T00:00:00Z', '2026-10-25T01:59:59Z', '2026-10-25T02:00:00Z'].map(when),
    ).toEqual([false, true, true, false]);
    // Zones whose clocks change at another minute than the full hour.
    const programme = offersOf(['id: o, give: { points: 5 }, only: { times: [{ from: "01:30", until: "02:30" }] }'], {
      more: 'stores: { island: { timeZone: Australia/Lord_Howe } }',
    });
    const fired = ['2026-10-03T15:29:00Z', '2026-10-03T15:30:00Z', '2026-10-03T14:59:00Z', '2026-10-03T15:00:00Z'].map(
      (text) =>
        'o' in
        pointsByOffer(
          evaluate(programme, 1, purchaseOf({ store: 'island', occurredAt: at(text), lines: [{ amount: '1.00' }] })),
        ),
    );
    expect(fired).toEqual([true, false, false, true]);
  });
});

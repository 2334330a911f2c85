import { describe, expect, it } from '@jest/globals';
import type { LedgerEvent } from './events.js';
import { everyEvent, storiesOfEveryEvent } from './every-event.fixture.js';
import type { Lot, LotTerms, Slice, WalletPoints } from './nouns.js';
import { totals } from './slice.js';

/** All that an event says it moved. */
function movedBy(event: LedgerEvent): (Slice | Lot)[] {
  const lists = ['lots', 'slices', 'pendingSlices', 'released', 'repaid'] as const;
  const facts = event as Partial<Record<(typeof lists)[number], readonly Slice[]>>;
  return lists.flatMap((name) => facts[name] ?? []);
}

/** What a debit took of the available points, by its slices and by what it left owed; of other events nothing. */
function takenBy(event: LedgerEvent): readonly WalletPoints[] {
  switch (event.type) {
    case 'PointsBurned':
    case 'PointsTransferredOut':
      return event.hold === undefined ? event.slices : [];
    case 'PointsReversed':
      return [...event.slices, ...event.owed];
    case 'PointsAdjusted':
      return event.lots.length === 0 ? [...event.slices, ...event.owed] : [];
    case 'PointsHeld':
    case 'PointsExpired':
    case 'ShortfallCollected':
      return event.slices;
    default:
      return [];
  }
}

const frozen = ({ wallet, earnedAt, expiresAt, member, partner }: LotTerms) => ({
  wallet,
  earnedAt,
  expiresAt,
  member,
  partner,
});

describe('Every event', () => {
  it('names its Member, and with each Lot the one who earned it', () => {
    for (const event of everyEvent()) {
      expect(event.member).toMatch(/^mem_/);
      for (const { member } of movedBy(event)) expect(member).toMatch(/^mem_/);
    }
  });

  it('that takes points away names the slices, and they sum to what it took', () => {
    const debits = everyEvent().filter((event) => takenBy(event).length > 0);
    expect(new Set(debits.map(({ type }) => type)).size).toBe(7);
    for (const event of debits) {
      const left = new Map(event.changes.map(({ wallet, available }) => [wallet, -available]));
      for (const { wallet, points } of totals(takenBy(event)))
        expect([wallet, left.get(wallet)]).toEqual([wallet, points]);
    }
  });

  it('moves a Lot by the terms with which it was issued; what awaits an action gets its end by the release', () => {
    for (const { events } of storiesOfEveryEvent()) {
      const issued = new Map<string, LotTerms>();
      for (const event of events) {
        if ('lots' in event) for (const lot of event.lots) issued.set(lot.lot, lot);
        for (const slice of movedBy(event)) {
          const terms = issued.get(slice.lot) ?? slice;
          const isReleased = event.type === 'LotReleased' && terms.expiresAt === null;
          issued.set(slice.lot, isReleased ? { ...terms, expiresAt: slice.expiresAt } : terms);
          expect(frozen(slice)).toEqual(frozen(issued.get(slice.lot) ?? slice));
        }
      }
    }
  });
});

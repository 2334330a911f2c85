import type { LedgerEvent, Slice } from '@loyalty/ledger';
import { describe, expect, it } from '@jest/globals';
import { describeEntry } from './entry-description.js';
import { buildUnit, entryText, type CauseSaid, type Language } from '@loyalty/programme';
import { entrySaid } from './entry-said.js';

const happened = { member: 'mem_1', occurredAt: 0, changes: [], balances: [], nextDueAt: null };
const slice = (points: bigint, wallet = 'points'): Slice => ({
  lot: 'lot_1',
  wallet,
  points,
  earnedAt: 0,
  expiresAt: null,
  member: 'mem_1',
});

const UNITS: Readonly<Record<string, ReturnType<typeof buildUnit>>> = {
  points: buildUnit({ en: { one: 'point', other: 'points' }, ru: { one: 'балл', few: 'балла', many: 'баллов' } }),
  miles: buildUnit({ en: { one: 'mile', other: 'miles' }, ru: { one: 'миля', few: 'мили', many: 'миль' } }),
};
const unitOf = (wallet: string) => UNITS[wallet] ?? buildUnit({ one: wallet, other: wallet });
const BACK: CauseSaid = {
  purchase: { externalId: 'R-1', source: 'till', at: 0 },
  return: {
    id: 'B-1',
    units: [{ line: 'A', quantity: '1' }, { line: 'B', money: { amount: '2.50', currency: 'EUR' } }, { line: 'C' }],
  },
};

/** In English and in Russian; blanks that keep a number and its noun together are plain here. */
const examples: readonly (readonly [type: string, event: LedgerEvent, en: string, ru: string, cause?: CauseSaid])[] = [
  [
    'earned',
    {
      ...happened,
      type: 'PointsEarned',
      reason: 'welcome',
      lots: [{ ...slice(100n), availableAt: 0 }],
      repaid: [slice(30n)],
    },
    'Earned 100 points: welcome. Of these, 30 points went to what was owed.',
    'Начислено: 100 баллов: welcome. Из них на погашение долга: 30 баллов.',
  ],
  [
    'matured',
    { ...happened, type: 'PointsMatured', slices: [slice(5n), slice(2n, 'miles')], repaid: [] },
    '5 points and 2 miles became available: their time had come.',
    'Стало доступно: 5 баллов и 2 мили, срок наступил.',
  ],
  [
    'matured',
    { ...happened, type: 'LotReleased', action: 'order_shipped', availableAt: 0, slices: [slice(5n)], repaid: [] },
    '5 points were released by order_shipped.',
    'Стало доступно: 5 баллов, действие «order_shipped».',
  ],
  [
    'released',
    {
      ...happened,
      type: 'HoldReleased',
      hold: 'h',
      redemption: 'red_1',
      cause: 'rejected',
      actor: 'key_eve',
      reason: 'stolen card',
      slices: [slice(60n)],
      repaid: [],
    },
    'Gave free 60 points that were held for redemption red_1: key_eve rejected it in review: stolen card.',
    'Больше не отложено: 60 баллов, заказ red_1, key_eve отклоняет при проверке: stolen card.',
  ],
  [
    'held',
    { ...happened, type: 'PointsHeld', hold: 'h', redemption: 'red_1', lapsesAt: 0, slices: [slice(60n)] },
    'Set aside 60 points for redemption red_1 until 1 January 1970, 00:00.',
    'Отложено: 60 баллов, заказ red_1, до 1 января 1970 г., 00:00.',
  ],
  [
    'held',
    { ...happened, type: 'PointsHeld', hold: 'trf_1', lapsesAt: 0, slices: [slice(60n)] },
    'Set aside 60 points for gift trf_1 until 1 January 1970, 00:00.',
    'Отложено: 60 баллов, подарок trf_1, до 1 января 1970 г., 00:00.',
  ],
  [
    'released',
    { ...happened, type: 'HoldReleased', hold: 'h', cause: 'lapsed', slices: [slice(60n)], repaid: [] },
    'Gave free 60 points that were held: the hold had lapsed.',
    'Больше не отложено: 60 баллов, срок истёк.',
  ],
  [
    'burned',
    { ...happened, type: 'PointsBurned', hold: 'h', slices: [slice(45n)], released: [slice(15n)], repaid: [] },
    'Spent 45 points. 15 points of the hold were not needed and are free again.',
    'Потрачено: 45 баллов. Из отложенного не понадобилось и снова доступно: 15 баллов.',
  ],
  [
    'refunded',
    { ...happened, type: 'PointsRefunded', slices: [slice(45n)], repaid: [] },
    'Gave back 45 points that had been spent by return B-1 of purchase R-1 of till: 1 of line A, €2.50 of line B, a bonus of line C.',
    'Возвращено из потраченного: 45 баллов, возврат B-1 покупки R-1 (till): 1 из строки A, 2,50 € из строки B, бонус из строки C.',
    BACK,
  ],
  [
    'expired',
    { ...happened, type: 'PointsExpired', slices: [slice(7n)] },
    '7 points expired unspent.',
    'Сгорело без использования: 7 баллов.',
  ],
  [
    'reversed',
    {
      ...happened,
      type: 'PointsReversed',
      slices: [],
      pendingSlices: [slice(10n)],
      owed: [{ wallet: 'points', points: 80n }],
      shortfall: [],
      expiredBefore: [{ lot: 'lot_1', points: 4n }],
    },
    'Took back 90 points by return B-1 of purchase R-1 of till: 1 of line A, €2.50 of line B, a bonus of line C. 10 points of them were still pending. 80 points were spent already: they are owed, and later credits repay them. 4 had expired unspent and count as taken back.',
    'Списано: 90 баллов, возврат B-1 покупки R-1 (till): 1 из строки A, 2,50 € из строки B, бонус из строки C. Из них ещё не были доступны: 10 баллов. Уже потрачено: 80 баллов; долг погасят следующие начисления. Сгорели без использования и считаются списанными: 4.',
    BACK,
  ],
  [
    'reversed',
    { ...happened, type: 'ShortfallCollected', claimVersion: 1, hold: 'h', slices: [slice(60n)] },
    'Took back 60 points that a return had found held.',
    'Списано: 60 баллов, которые возврат застал отложенными.',
  ],
  [
    'adjusted',
    {
      ...happened,
      type: 'PointsAdjusted',
      actor: 'key_7',
      reason: 'goodwill',
      lots: [{ ...slice(20n), availableAt: 0 }],
      slices: [],
      owed: [],
      repaid: [],
    },
    'Added 20 points by key_7: goodwill.',
    'Начислено: 20 баллов, key_7: goodwill.',
  ],
  [
    'transferred',
    { ...happened, type: 'PointsTransferredOut', transfer: 't', to: 'acc_2', slices: [slice(3n)] },
    'Transferred 3 points to acc_2.',
    'Переведено: 3 балла, на счёт acc_2.',
  ],
  [
    'transferred',
    { ...happened, type: 'PointsTransferredIn', transfer: 't', from: 'acc_1', slices: [slice(3n)], repaid: [] },
    'Received 3 points from acc_1.',
    'Получено: 3 балла, со счёта acc_1.',
  ],
];

describe('What a statement says', () => {
  for (const [type, event, en, ru, cause] of examples) {
    it(`of what was ${type} by ${event.type}, and why, in both languages`, () => {
      const said = (language: Language) =>
        entryText(entrySaid(event, unitOf, cause), 'UTC', language).replaceAll('\u00a0', ' ');
      expect(describeEntry(event).type).toBe(type);
      expect(said('en')).toBe(en);
      expect(said('ru')).toBe(ru);
    });
  }

  it.each([
    [1n, 'Начислено: 1 балл.'],
    [3n, 'Начислено: 3 балла.'],
    [5n, 'Начислено: 5 баллов.'],
    [21n, 'Начислено: 21 балл.'],
  ])('counts as people do: %s', (points, text) => {
    const event: LedgerEvent = {
      ...happened,
      type: 'PointsEarned',
      lots: [{ ...slice(points), availableAt: 0 }],
      repaid: [],
    };
    expect(entryText(entrySaid(event, unitOf), 'UTC', 'ru').replaceAll('\u00a0', ' ')).toBe(text);
  });
});

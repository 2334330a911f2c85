import { describe, expect, it } from '@jest/globals';
import { programmeOf } from '../programme.fixture.js';
import { entryText, type EntrySaid } from './entry-text.js';

const unit = programmeOf({
  wallet: '',
}).wallets.get('points')?.words;

const POINTS = (points: bigint) => {
  if (!unit) throw new Error('A wallet without words.');
  return [{ points, unit }];
};
const AT = Date.parse('2026-03-05T09:15:00Z');

function said(entry: Partial<EntrySaid> & Pick<EntrySaid, 'kind'>): readonly [string, string] {
  const whole = { points: POINTS(5n), ...entry };
  const text = (language: 'en' | 'ru') =>
    entryText(whole, 'Europe/Berlin', language).replaceAll(/[\u00A0\u202F]/g, ' ');
  return [text('en'), text('ru')];
}

const purchase = { externalId: 'R-1', source: 'till-7', at: AT };

describe('An entry of a statement says', () => {
  it.each([
    [{ kind: 'earned' }, 'Earned 5 points.', 'Начислено: 5 points.'],
    [{ kind: 'earned', reason: 'review' }, 'Earned 5 points: review.', 'Начислено: 5 points: review.'],
    [
      { kind: 'matured' },
      '5 points became available: their time had come.',
      'Стало доступно: 5 points, срок наступил.',
    ],
    [
      { kind: 'released', who: 'shipped' },
      '5 points were released by shipped.',
      'Стало доступно: 5 points, действие «shipped».',
    ],
    [
      { kind: 'hold_voided', redemption: 'O-1' },
      'Gave free 5 points that were held for redemption O-1: the hold was voided.',
      'Больше не отложено: 5 points, заказ O-1, отменено.',
    ],
    [
      { kind: 'hold_lapsed' },
      'Gave free 5 points that were held: the hold had lapsed.',
      'Больше не отложено: 5 points, срок истёк.',
    ],
    [
      { kind: 'hold_rejected', gift: 'trf_1', who: 'key_eve', reason: 'stolen' },
      'Gave free 5 points that were held for gift trf_1: key_eve rejected it in review: stolen.',
      'Больше не отложено: 5 points, подарок trf_1, key_eve отклоняет при проверке: stolen.',
    ],
    [{ kind: 'burned', redemption: 'O-1' }, 'Spent 5 points for redemption O-1.', 'Потрачено: 5 points, заказ O-1.'],
    [{ kind: 'refunded' }, 'Gave back 5 points that had been spent.', 'Возвращено из потраченного: 5 points.'],
    [{ kind: 'expired' }, '5 points expired unspent.', 'Сгорело без использования: 5 points.'],
    [
      { kind: 'collected' },
      'Took back 5 points that a return had found held.',
      'Списано: 5 points, которые возврат застал отложенными.',
    ],
    [
      { kind: 'added', who: 'Ann', reason: 'sorry' },
      'Added 5 points by Ann: sorry.',
      'Начислено: 5 points, Ann: sorry.',
    ],
    [{ kind: 'taken_away', who: 'Ann' }, 'Took away 5 points by Ann.', 'Списано: 5 points, Ann.'],
    [
      { kind: 'transferred_out', who: 'acc_2' },
      'Transferred 5 points to acc_2.',
      'Переведено: 5 points, на счёт acc_2.',
    ],
    [
      { kind: 'transferred_in', who: 'acc_1', reason: 'gift' },
      'Received 5 points from acc_1: gift.',
      'Получено: 5 points, со счёта acc_1: gift.',
    ],
    [{ kind: 'moved_out', who: 'acc_2' }, 'Moved 5 points to acc_2.', 'Перенесено: 5 points, на счёт acc_2.'],
    [
      { kind: 'moved_in', who: 'acc_1' },
      'Moved here 5 points from acc_1.',
      'Перенесено сюда: 5 points, со счёта acc_1.',
    ],
    [{ kind: 'reversed', points: [] }, 'Took back nothing.', 'Списано: ничего.'],
  ] as const)('%j', (entry, english, russian) => {
    expect(said(entry)).toEqual([english, russian]);
  });

  it('until when points are set aside', () => {
    const [english, russian] = said({ kind: 'held', redemption: 'O-1', until: AT });
    expect(english).toMatch(/^Set aside 5 points for redemption O-1 until .*10:15.*\.$/);
    expect(russian).toMatch(/^Отложено: 5 points, заказ O-1, до .*10:15.*\.$/);
  });

  it('which purchase earned, whether the member claimed it, and not why besides', () => {
    const [english, russian] = said({ kind: 'earned', reason: 'unsaid', cause: { purchase } });
    expect(english).toBe('Earned 5 points by purchase R-1 of till-7 at 5 March 2026, 10:15.');
    expect(russian).toBe('Начислено: 5 points, покупка R-1 (till-7) от 5 марта 2026 г., 10:15.');
    const [claimed, poluchena] = said({ kind: 'earned', cause: { purchase, claimedAt: AT + 3_600_000 } });
    expect(claimed).toMatch(/10:15.*, claimed at .*11:15.*\.$/);
    expect(poluchena).toMatch(/10:15.*, получена участником .*11:15.*\.$/);
  });

  it('which action earned, as the programme calls it, and by what report', () => {
    const action = { name: 'Review', externalId: 'A-1', source: 'shop', at: AT };
    expect(said({ kind: 'earned', reason: 'unsaid', cause: { action } })).toEqual([
      'Earned 5 points by action “Review” (A-1 of shop) at 5 March 2026, 10:15.',
      'Начислено: 5 points, действие «Review» (A-1, shop) от 5 марта 2026 г., 10:15.',
    ]);
  });

  it('who rejected a purchase in review, and why, whatever purchase it was', () => {
    const rejected = { kind: 'review_rejected', who: 'Ann', reason: 'not a customer' } as const;
    const texts = [
      'Took back 5 points: Ann rejected them in review: not a customer.',
      'Списано: 5 points, Ann отклоняет при проверке: not a customer.',
    ];
    expect(said(rejected)).toEqual(texts);
    expect(said({ ...rejected, cause: { purchase } })).toEqual(texts);
  });

  it('what came back, by units, by money, or as a bonus that nothing qualifies any more', () => {
    const units = [
      { line: 'A', quantity: '1.5' },
      { line: 'B', money: { amount: '2.50', currency: 'EUR' } },
      { line: 'C' },
    ];
    expect(said({ kind: 'reversed', cause: { purchase, return: { id: 'B-1', units } } })).toEqual([
      'Took back 5 points by return B-1 of purchase R-1 of till-7: 1.5 of line A, €2.50 of line B, a bonus of line C.',
      'Списано: 5 points, возврат B-1 покупки R-1 (till-7): 1,5 из строки A, 2,50 € из строки B, бонус из строки C.',
    ]);
    const blind = { return: { id: 'B-1', units: [{ line: 'A', quantity: '1' }] } };
    expect(said({ kind: 'reversed', cause: blind })).toEqual([
      'Took back 5 points by return B-1: 1 of line A.',
      'Списано: 5 points, возврат B-1: 1 из строки A.',
    ]);
    expect(said({ kind: 'reversed', cause: { purchase, isVoid: true } })).toEqual([
      'Took back 5 points because purchase R-1 of till-7 was voided.',
      'Списано: 5 points, покупка R-1 (till-7) отменена.',
    ]);
    expect(said({ kind: 'reversed', cause: {} })[0]).toBe('Took back 5 points.');
  });

  it.each([
    ['repaid', 'Of these, 2 points went to what was owed.', 'Из них на погашение долга: 2 points.'],
    [
      'notNeeded',
      '2 points of the hold were not needed and are free again.',
      'Из отложенного не понадобилось и снова доступно: 2 points.',
    ],
    ['stillHeld', 'Besides, 2 points that are set aside for orders.', 'Кроме того, отложено для заказов: 2 points.'],
    ['debt', 'Besides, a debt of 2 points.', 'Кроме того, долг: 2 points.'],
    [
      'notThere',
      '2 points were not there: they are owed, and later credits repay them.',
      'Не хватило: 2 points; долг погасят следующие начисления.',
    ],
    ['pending', '2 points of them were still pending.', 'Из них ещё не были доступны: 2 points.'],
    [
      'spent',
      '2 points were spent already: they are owed, and later credits repay them.',
      'Уже потрачено: 2 points; долг погасят следующие начисления.',
    ],
    [
      'shortfall',
      '2 points could not be taken and stay as shortfall; later earnings do not pay it.',
      'Не удалось списать: 2 points; следующие начисления этого не погашают.',
    ],
  ] as const)('a sentence more of what is beside it: %s', (side, english, russian) => {
    expect(said({ kind: 'reversed', sides: { [side]: POINTS(2n) } })).toEqual([
      `Took back 5 points. ${english}`,
      `Списано: 5 points. ${russian}`,
    ]);
    expect(said({ kind: 'reversed', sides: { [side]: [] } })[0]).toBe('Took back 5 points.');
  });

  it.each([
    ['inReview', 'Of these, 1 point is pending review.'],
    ['notNeeded', '1 point of the hold was not needed and is free again.'],
    ['stillHeld', 'Besides, 1 point that is set aside for orders.'],
    ['notThere', '1 point was not there: it is owed, and later credits repay it.'],
    ['pending', '1 point of them was still pending.'],
    ['spent', '1 point was spent already: it is owed, and later credits repay it.'],
    ['shortfall', '1 point could not be taken and stays as shortfall; later earnings do not pay it.'],
  ] as const)('one point as one: %s', (side, english) => {
    expect(said({ kind: 'reversed', sides: { [side]: POINTS(1n) } })[0]).toBe(`Took back 5 points. ${english}`);
  });

  it('one point as one in the sentence itself', () => {
    const one = { points: POINTS(1n), who: 'shipped' };
    expect(said({ ...one, kind: 'released' })[0]).toBe('1 point was released by shipped.');
    expect(said({ kind: 'reversed', sides: { pending: [...POINTS(1n), ...POINTS(2n)] } })[0]).toContain(
      'were still pending',
    );
    expect(said({ kind: 'reversed', expiredBefore: 1n })[0]).toBe(
      'Took back 5 points. 1 had expired unspent and counts as taken back.',
    );
  });

  it('what had expired before it was taken back', () => {
    expect(said({ kind: 'reversed', expiredBefore: 3n })).toEqual([
      'Took back 5 points. 3 had expired unspent and count as taken back.',
      'Списано: 5 points. Сгорели без использования и считаются списанными: 3.',
    ]);
    expect(said({ kind: 'reversed', expiredBefore: 0n })[0]).toBe('Took back 5 points.');
  });

  it('points of several wallets in one sentence', () => {
    expect(said({ kind: 'expired', points: [...POINTS(1n), ...POINTS(2n)] })).toEqual([
      '1 point and 2 points expired unspent.',
      'Сгорело без использования: 1 point и 2 points.',
    ]);
  });
});

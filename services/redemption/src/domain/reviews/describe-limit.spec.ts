import { describe, expect, it } from '@jest/globals';
import type { LimitExceeded } from '@loyalty/contracts';
import { describeLimit } from './describe-limit.js';

const limit = (change: Partial<LimitExceeded>): LimitExceeded => ({
  limit: 'one',
  on: 'redemptions',
  of: 'member',
  within: 'P1D',
  measure: 'times',
  max: 1n,
  found: 1n,
  asked: 1n,
  ...change,
});

describe('What a limit noticed, in words', () => {
  it.each<[Partial<LimitExceeded>, string, string]>([
    [{}, 'Redemptions of one member, 1 day: 2, at most 1.', 'Списания одного участника, 1 день: 2, допустимо 1.'],
    [
      { after: 'contact_change', changedAt: 0, within: 'P3D', max: 0n, found: 0n },
      'Redemptions of one member, 3 days after a change of contact: 1, at most 0.',
      'Списания одного участника, 3 дня после смены контакта: 1, допустимо 0.',
    ],
    [
      { on: 'purchases', of: 'token', measure: 'members', within: 'P1W', max: 3n, found: 3n },
      'Members who bought with one card or token, 7 days: 4, at most 3.',
      'Участники, покупавшие с одной картой или токеном, 7 дней: 4, допустимо 3.',
    ],
    [
      { on: 'purchases', of: 'token', within: 'PT30S' },
      'Purchases with one card or token, 30 seconds: 2, at most 1.',
      'Покупки с одной картой или токеном, 30 секунд: 2, допустимо 1.',
    ],
    [
      { on: 'gifts', measure: 'points', wallet: 'miles', within: 'P1DT1H30M', max: 100n, found: 60n, asked: 41n },
      'Gifts of one member (miles), 1 day 1 hour 30 minutes: 101, at most 100.',
      'Подарки одного участника (miles), 1 день 1 час 30 минут: 101, допустимо 100.',
    ],
    [
      { on: 'returns', of: 'till' },
      'Returns of one till, 1 day: 2, at most 1.',
      'Возвраты одной кассы, 1 день: 2, допустимо 1.',
    ],
  ])('%j', (change, en, ru) => {
    const said = describeLimit(limit(change));
    // Between a number and its unit some languages write a space that does not break.
    expect({ en: said.en.replaceAll('\u00a0', ' '), ru: said.ru.replaceAll('\u00a0', ' ') }).toEqual({ en, ru });
  });
});

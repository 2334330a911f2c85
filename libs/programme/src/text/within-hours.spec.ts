import { describe, expect, it } from '@jest/globals';
import { plain } from './every-offer.fixture.js';
import { sayEarned } from './say-earned.js';
import { teaShop } from './tea-shop.fixture.js';
import { LANGUAGES } from './texts.js';

describe('An n-th purchase within hours', () => {
  it.each([
    ['PT1H', 'within 1 hour', 'за 1 час'],
    ['PT3H', 'within 3 hours', 'за 3 часа'],
    ['PT36H', 'within 36 hours', 'за 36 часов'],
    ['P1DT12H', 'within 36 hours', 'за 36 часов'],
    ['P1MT1H', 'within 721 hours', 'за 721 час'],
    ['PT60M', 'within 1 hour', 'за 1 час'],
    ['PT90M', 'within 90 minutes', 'за 90 минут'],
    ['PT1M', 'within 1 minute', 'за 1 минуту'],
    ['PT45S', 'within 45 seconds', 'за 45 секунд'],
    ['PT1M1S', 'within 61 seconds', 'за 61 секунду'],
    ['P1D', 'within 1 day', 'за 1 день'],
  ])('of %s is said so', (within, english, russian) => {
    const programme = teaShop(`
offers:
  - { id: soon, give: { points: 5, everyNth: 2, within: ${within} } }
`);
    const part = { offer: 'soon', wallet: 'points', points: 5n, text: '', qualifiedBy: [] };
    const said = LANGUAGES.map((language) => plain(sayEarned(programme, part, { currency: 'EUR', language })));
    expect(said).toEqual([
      `5 points: 5 points for every 2nd purchase ${english}.`,
      `5 баллов: 5 баллов за каждую 2-ю покупку ${russian}.`,
    ]);
  });
});

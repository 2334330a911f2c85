import { afterEach, describe, expect, it } from '@jest/globals';
import { openApp, type App } from './testing/app.fixture.js';
import { aPurchase, aReturn, line, teaProgramme } from './testing/shop.fixture.js';

/** A grocery's card: 5 % from 100.00, 7.5 % from 500.00. */
const CARD = `
discounts:
  - id: card
    text: { en: Your card, ru: Ваша карта }
    steps:
      - { spentAtLeast: 100.00, percent: 5 }
      - { spentAtLeast: 500.00, percent: 7.5 }
`;
const GROCERY = teaProgramme({ programme: CARD, earn: 'exclude: { categories: [TOBACCO] }' });

describe('A discount card', () => {
  let app: App;
  afterEach(() => app.close());

  async function open(document = GROCERY): Promise<void> {
    app = await openApp({ document });
    app.members.join('tea', { kind: 'card', value: '4007' });
  }
  const buy = (amount: string, more: Parameters<typeof line>[2] = {}) =>
    app.call('POST', '/v1/purchases', aPurchase({ lines: [line('1', amount, more)] }));
  const quote = async (amount = '10.00') => {
    const lines = [line('1', amount)];
    const { body } = await app.call('POST', '/v1/quotes', { member: { card: '4007' }, currency: 'EUR', lines });
    return body;
  };

  it('grows by what was spent, and each purchase says what the next one gets', async () => {
    await open();
    expect((await quote()).discounts).toEqual([]);
    const first = await buy('99.99');
    expect(first.body.discountCards).toEqual([
      {
        offer: 'card',
        text: 'Your card',
        percent: null,
        currency: 'EUR',
        spent: '99.99',
        next: { percent: '5', spentAtLeast: '100.00', missing: '0.01' },
      },
    ]);
    expect((await quote()).discounts).toEqual([]);
    const second = await buy('0.01');
    expect(second.body.discountCards).toMatchObject([{ percent: '5', spent: '100.00', next: { missing: '400.00' } }]);
    expect((await quote()).discounts).toEqual([
      { line: '1', offer: 'card', percent: '5', amount: '0.50', text: 'Your card' },
    ]);
    const third = await buy('400.00');
    expect(third.body.discountCards).toMatchObject([{ percent: '7.5', spent: '500.00', next: null }]);
    expect((await quote()).discounts).toMatchObject([{ percent: '7.5', amount: '0.75' }]);
  });

  it('is told by a quote as it would be after the purchase', async () => {
    await open();
    const told = await quote('100.00');
    expect(told.discounts).toEqual([]);
    expect(told.discountCards).toMatchObject([{ percent: '5', spent: '100.00' }]);
    expect((await quote('1.00')).discountCards).toMatchObject([{ spent: '1.00' }]);
  });

  it('falls by what is given back, to the unit, and a repeat answers what was answered at first', async () => {
    await open();
    const sent = aPurchase({ lines: [line('1', '150.00', { quantity: '3' })] });
    const { body } = await app.call('POST', '/v1/purchases', sent);
    expect(body.discountCards).toMatchObject([{ percent: '5', spent: '150.00' }]);
    const { source, externalId } = body.purchase;
    const back = aReturn({ purchase: { source, externalId }, lines: [{ id: '1', quantity: '1' }] });
    expect((await app.call('POST', '/v1/returns', back)).status).toBe(201);
    expect((await quote()).discounts).toMatchObject([{ percent: '5' }]);
    const rest = aReturn({ purchase: { source, externalId }, lines: [{ id: '1', quantity: '1' }] });
    expect((await app.call('POST', '/v1/returns', rest)).status).toBe(201);
    expect((await quote()).discounts).toEqual([]);
    expect((await quote('0.01')).discountCards).toMatchObject([{ percent: null, spent: '50.01' }]);
    const again = await app.call('POST', '/v1/purchases', sent);
    expect(again.body).toMatchObject({ repeated: true, discountCards: [{ spent: '150.00' }] });
  });

  it('counts what the base rule looks at, and where nothing is earned everything that an offer could', async () => {
    await open();
    const smoked = await buy('200.00', { categories: ['TOBACCO'] });
    expect(smoked.body.discountCards).toMatchObject([{ spent: '0.00' }]);
    await app.close();
    const alone = teaProgramme({ programme: CARD }).replace(/ {4}earn:[\s\S]*?(?=discounts:)/, '\n');
    await open(alone);
    const { body, status } = await buy('120.00');
    expect([status, body.totals]).toEqual([201, [{ wallet: 'points', earned: 0 }]]);
    expect(body.discountCards).toMatchObject([{ percent: '5', spent: '120.00' }]);
  });

  it('says nothing where no discount grows, and takes off what a tier has', async () => {
    await open(
      teaProgramme({
        programme: `
tiers:
  period: calendar_year
  ladder:
    - { id: silver, name: Silver, benefits: { discount: 4 } }
`,
      }),
    );
    expect((await buy('10.00')).body).not.toHaveProperty('discountCards');
    expect((await quote()).discounts).toMatchObject([{ offer: 'tier-silver', percent: '4', amount: '0.40' }]);
  });
});

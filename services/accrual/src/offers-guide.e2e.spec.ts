import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openApp, type App } from './testing/app.fixture.js';
import { aPurchase, line, teaProgramme } from './testing/shop.fixture.js';

const GUIDE = await readFile(new URL('../../../docs/guides/offers.md', import.meta.url), 'utf8');

/** Offers as the guide writes them, and after them each purchase with what its offers gave. */
const examples = GUIDE.split('```yaml\n')
  .slice(1)
  .map((text) => {
    const [offers = '', told = ''] = text.split('```\n');
    const played = [...told.matchAll(/^`([^`]+)` → `([^`]+)`$/gm)].map(([, basket = '', gave = '']) => ({
      basket,
      gave,
    }));
    return [offers.trim(), { offers, played }] as const;
  });

/** `45.00 × 3 MUG`: a line of three units that cost 45.00 together. */
function linesOf(basket: string) {
  return basket.split(', ').map((text, at) => {
    const [, amount = '', quantity = '1', category] = /^(\d+\.\d\d)(?: × (\d+))?(?: (\w+))?$/.exec(text) ?? [];
    return line(String(at + 1), amount, { quantity, ...(category === undefined ? {} : { categories: [category] }) });
  });
}

describe('The guide to offers', () => {
  let app: App | undefined;
  afterEach(() => app?.close());

  it('has an example for each kind of offer', () => {
    expect(examples.length).toBeGreaterThan(7);
    for (const [, { played }] of examples) expect(played.length).toBeGreaterThan(0);
  });

  it.each(examples)('quotes what the product answers to: %s', async (_title, { offers, played }) => {
    const indented = offers.replace(/^/gm, '  ');
    app = await openApp({ document: teaProgramme({ programme: `offers:\n${indented}` }) });
    app.members.join('tea', { kind: 'card', value: '4007' });
    for (const { basket, gave } of played) {
      const { status, body } = await app.call('POST', '/v1/purchases', aPurchase({ lines: linesOf(basket) }));
      expect(status).toBe(201);
      const told = body.explanation.map((each: { offer: string; points: number }) => [each.offer, each.points]);
      expect([basket, Object.fromEntries(told)]).toEqual([basket, JSON.parse(gave)]);
      expect(body.totals[0].earned).toBe(told.reduce((sum: number, [, points]: [string, number]) => sum + points, 0));
    }
  });
});

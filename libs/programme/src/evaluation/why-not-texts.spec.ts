import { describe, expect, it } from '@jest/globals';
import { purchaseOf } from '../programme.fixture.js';
import { NBSP } from '../text/number-text.js';
import { evaluate } from './evaluate.js';
import { at, offersOf } from './offers.fixture.js';
import { NO_STANDING } from './standing.js';
import { whyNot } from './why-not.js';

const MORE = `tiers: { period: calendar_year, ladder: [{ id: gold, name: { en: Gold, ru: Золото }, needs: { points: 5 } }] }
segments: { young: { when: 'member.purchases > 1', text: { en: Young people, ru: Молодёжь } } }`;

/** The two sentences of the first offer that gave nothing, with plain spaces. */
function told(...offers: readonly string[]): readonly string[] {
  const programme = offersOf(offers, { more: MORE });
  const bought = purchaseOf({
    occurredAt: at('2026-06-05T09:30:00Z'),
    store: 'c',
    lines: [{ sku: 'TEA', amount: '10.00' }],
  });
  const { explanation } = evaluate(programme, 1, bought, NO_STANDING);
  const [first] = whyNot(programme, bought, explanation, NO_STANDING);
  return first ? [first.texts.en, first.texts.ru].map((text) => text.replaceAll(NBSP, ' ')) : [];
}

const only = (asks: string) => told(`id: o, give: { points: 5 }, ${asks}`);

describe('An offer that gave nothing says so in English and in Russian', () => {
  it.each([
    [
      'from: 2026-07-01',
      'Time of the offer: from 1 July 2026 needed, 5 June 2026, 11:30 found.',
      'Срок действия — требуется: с 1 июля 2026 г.; найдено: 5 июня 2026 г., 11:30.',
    ],
    [
      'until: 2026-05-31',
      'Time of the offer: until 31 May 2026 needed, 5 June 2026, 11:30 found.',
      'Срок действия — требуется: до 31 мая 2026 г. включительно; найдено: 5 июня 2026 г., 11:30.',
    ],
    [
      'from: 2026-05-01, until: 2026-05-31',
      'Time of the offer: from 1 May 2026 to 31 May 2026 needed, 5 June 2026, 11:30 found.',
      'Срок действия — требуется: с 1 мая 2026 г. по 31 мая 2026 г.; найдено: 5 июня 2026 г., 11:30.',
    ],
    [
      'only: { stores: [a, b-*] }',
      'Store: “a” or “b-*” needed, “c” found.',
      'Магазин — требуется: «a» или «b-*»; найдено: «c».',
    ],
    [
      'only: { tiers: [gold] }',
      'Tier: “Gold” needed, nothing found.',
      'Уровень — требуется: «Золото»; найдено: ничего.',
    ],
    [
      'only: { segments: [young] }',
      'Segment: “Young people” needed, nothing found.',
      'Сегмент — требуется: «Молодёжь»; найдено: ничего.',
    ],
    [
      'only: { birthday: month }',
      'Birthday: in its month needed, another day found.',
      'День рождения — требуется: в его месяц; найдено: другой день.',
    ],
    [
      'only: { times: [{ days: [sat, sun], from: "09:00", until: "12:30" }] }',
      'Days and hours: Sat, Sun 09:00–12:30 needed, Fri 11:30 found.',
      'Дни и часы — требуется: сб, вс 09:00–12:30; найдено: пт 11:30.',
    ],
    [
      'when: purchase.total >= 50.00',
      'Condition: at least 50.00 needed, 10.00 found.',
      'Условие — требуется: не меньше 50.00; найдено: 10.00.',
    ],
    [
      'when: "purchase.lines.exists(l, l.sku == \'MUG\')"',
      'Condition: at least one needed, 0 of 1 lines found.',
      'Условие — требуется: хотя бы одно; найдено: 0 из 1.',
    ],
    [
      'when: member.known && !(member.purchases > 3)',
      'Condition: true (member.known); at most 3 (member.purchases > 3) needed, unknown (member.known); unknown (member.purchases > 3) found.',
      'Условие — требуется: да (member.known); не больше 3 (member.purchases > 3); найдено: неизвестно (member.known); неизвестно (member.purchases > 3).',
    ],
    [
      "when: purchase.store.startsWith('b')",
      'Condition: beginning with b needed, c found.',
      'Условие — требуется: начинается с b; найдено: c.',
    ],
    [
      "when: \"purchase.store in ['a', 'b'] || purchase.date >= '2026-07-01'\"",
      "Condition: one of a, b (purchase.store in ['a', 'b']); 2026-07-01 or later (purchase.date >= '2026-07-01') needed, c (purchase.store in ['a', 'b']); 2026-06-05 (purchase.date >= '2026-07-01') found.",
      "Условие — требуется: одно из: a, b (purchase.store in ['a', 'b']); 2026-07-01 или позже (purchase.date >= '2026-07-01'); найдено: c (purchase.store in ['a', 'b']); 2026-06-05 (purchase.date >= '2026-07-01').",
    ],
    [
      'lines: { include: { skus: [MUG] } }',
      'Goods: goods of the offer needed, only others found.',
      'Товары — требуется: товары из предложения; найдено: только другие.',
    ],
  ])('%s', (asks, english, russian) => {
    expect(only(asks)).toEqual([english, russian]);
  });

  it('a sum, a frequency, and a better one of its group', () => {
    expect(told('id: o, give: { points: 5, spentAtLeast: 50.00 }')).toEqual([
      'Sum of the purchase: €50.00 needed, €10.00 found.',
      'Сумма покупки — требуется: 50,00 €; найдено: 10,00 €.',
    ]);
    expect(told('id: o, give: { points: 5, everyNth: 5, within: P30D }')).toEqual([
      'Purchases that count: 5 purchases needed, 1 purchase found.',
      'Учтённые покупки — требуется: 5 покупок; найдено: 1 покупка.',
    ]);
    const six = 'id: six, group: g, give: { points: 6 }, text: { en: Six, ru: Шесть }';
    expect(told('id: five, group: g, give: { points: 5 }', six)).toEqual([
      'Best of the group: more than “Six” needed, “Six” found.',
      'Лучшее в группе — требуется: больше, чем «Шесть»; найдено: «Шесть».',
    ]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { SegmentFacts } from '../evaluation/segments.js';
import { discountsFor } from '../evaluation/discounts.js';
import { evaluate } from '../evaluation/evaluate.js';
import { evaluateReferral } from '../evaluation/referral.js';
import { segmentsOf } from '../evaluation/segments.js';
import { NO_STANDING, type Standing } from '../evaluation/standing.js';
import { whyNot } from '../evaluation/why-not.js';
import { formatDecimal } from '../money/decimal.js';
import type { CalendarPeriod } from '../offer.js';
import { parsed, purchaseOf } from '../programme.fixture.js';
import type { Programme } from '../programme.js';

const pages = ['offers.md', 'tiers.md', 'conditions.md'].map((page) =>
  readFileSync(new URL(`../../../../docs/guides/${page}`, import.meta.url), 'utf8'),
);

/** Parts of a document as a guide writes them, and after them what comes of a purchase or is known of a member. */
const examples = pages.flatMap((page) =>
  page
    .split('```yaml shop\n')
    .slice(1)
    .map((text) => {
      const [part = '', told = ''] = text.split('```\n');
      const lines = told.split('\n## ')[0] ?? '';
      const said = [
        ...lines.matchAll(/^`([^`]+)`(?: for `([^`]+)`)? (earns|lacks|takes off|brings|is in) `([^`]+)`$/gm),
      ];
      return [
        part.trim(),
        said.map(([, of = '', seen = '{}', verb = '', what = '']) => ({ of, seen, verb, what })),
      ] as const;
    }),
);

const TIERS = `tiers: { period: calendar_year, ladder: [{ id: silver, name: S }, { id: gold, name: G, needs: { points: 5 } }] }`;

function shopWith(part: string): Programme {
  return parsed(`id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
wallets: { points: { earn: { points: 1, per: 1.00 } } }
${part.includes('tiers:\n') ? '' : TIERS}
${part}
`);
}

/** `12.00 × 3 TEA`: a line of three units that cost 12.00 together. */
function bought(basket: string) {
  const lines = basket.split(', ').map((text) => {
    const [, amount = '', quantity = '1', category] = /^(\d+\.\d\d)(?: × (\d+))?(?: (\w+))?$/.exec(text) ?? [];
    return { amount, quantity, categories: category === undefined ? [] : [category] };
  });
  return purchaseOf({ lines });
}

function standingOf(seen: string): Standing {
  const { tier, birthday, spent } = parse(seen) as { tier?: string; birthday?: CalendarPeriod[]; spent?: number };
  return {
    ...NO_STANDING,
    ...(tier !== undefined && { tier }),
    ...(birthday && { birthday: new Set(birthday) }),
    ...(spent !== undefined && { history: { spend: BigInt(spent) * 10n ** 12n } }),
  };
}

function cameOf(programme: Programme, { of, seen, verb }: { of: string; seen: string; verb: string }): unknown {
  if (verb === 'is in') return [...segmentsOf(programme, parse(of) as SegmentFacts)];
  const [purchase, standing] = [bought(of), standingOf(seen)];
  if (verb === 'takes off') {
    const taken = discountsFor(programme, purchase, standing);
    return Object.fromEntries(taken.map(({ line, offer, amount }) => [line, `${offer} ${formatDecimal(amount, 2)}`]));
  }
  if (verb === 'brings') {
    const referred = { id: 'pur_1', purchase, joinedAt: purchase.occurredAt, keptBefore: 0 };
    const result = evaluateReferral(programme, 1, referred, { inviter: standing, friend: standing });
    if (!result?.qualifies) return result && { [result.condition]: result.needed };
    return { inviter: Number(result.inviter?.lots[0]?.points), friend: Number(result.friend?.lots[0]?.points) };
  }
  const { explanation } = evaluate(programme, 1, purchase, standing);
  if (verb === 'lacks')
    return whyNot(programme, purchase, explanation, standing)
      .map(({ needed }) => needed)
      .join(', ');
  return Object.fromEntries(explanation.map(({ offer, points }) => [offer, Number(points)]));
}

describe('The guides quote parts of a programme that do what they say', () => {
  it('are there, and something is said of each', () => {
    expect(examples.length).toBeGreaterThanOrEqual(7);
    for (const [, told] of examples) expect(told.length).toBeGreaterThan(0);
    const verbs = examples.flatMap(([, told]) => told.map(({ verb }) => verb));
    expect(new Set(verbs)).toEqual(new Set(['earns', 'lacks', 'takes off', 'brings', 'is in']));
  });

  it.each(examples)('%s', (part, told) => {
    const programme = shopWith(part);
    for (const each of told) {
      const expected: unknown = each.verb === 'lacks' ? each.what : JSON.parse(each.what);
      expect([each.of, each.seen, cameOf(programme, each)]).toEqual([each.of, each.seen, expected]);
    }
  });
});

import { parsed, purchaseOf, type PurchaseOf } from '../programme.fixture.js';
import type { Programme } from '../programme.js';
import type { Evaluation } from './evaluation.js';
import { applyChange, counted } from './counters.js';
import { evaluate } from './evaluate.js';
import { NO_STANDING, type Standing } from './standing.js';

/** A shop in Berlin of one wallet, with offers as YAML of one line each; `more` stands at the top of the document. */
export function offersOf(offers: readonly string[], { earn = '', more = '', wallet = '' } = {}): Programme {
  return parsed(`
id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
${more}
${namesOf(offers.join('\n'), more)}
wallets:
  points:
    unit: { one: point, other: points }
    ${wallet}
    earn: { points: 1, per: 1.00, ${earn} }
offers:
${offers.map((offer) => `  - { ${offer} }`).join('\n')}
`);
}

/** A shop has the tiers and segments that its offers name, unless it says which. */
function namesOf(offers: string, more: string): string {
  const named = (field: string) => [
    ...new Set(
      [...offers.matchAll(new RegExp(`${field}: \\[([^\\]]*)\\]`, 'g'))].flatMap(([, list = '']) => list.split(', ')),
    ),
  ];
  const [tiers, segments] = [named('tiers'), named('segments')];
  const ladder = tiers.map((id, rank) => `{ id: ${id}, name: ${id}, needs: { points: ${rank + 1} } }`).join(', ');
  const parts = [
    ...(tiers.length > 0 && !more.includes('tiers:') ? [`tiers: { period: calendar_year, ladder: [${ladder}] }`] : []),
    ...(segments.length > 0 && !more.includes('segments:')
      ? [`segments: { ${segments.map((name) => `${name}: { when: 'member.known' }`).join(', ')} }`]
      : []),
  ];
  return parts.join('\n');
}

/** By offer: what it gave. */
export function pointsByOffer({ explanation }: Evaluation): Record<string, number> {
  return Object.fromEntries(explanation.map(({ offer, points }) => [offer, Number(points)]));
}

export function totalOf({ lots }: Evaluation): number {
  return lots.reduce((sum, { points }) => sum + Number(points), 0);
}

/** What each line carries, over all lots. */
export function carriedBy({ lots }: Evaluation): Record<string, number> {
  const carried: Record<string, number> = {};
  for (const { lines } of lots)
    for (const { line, points } of lines) carried[line] = (carried[line] ?? 0) + Number(points);
  return carried;
}

/** A member whose purchases are evaluated one after the other, with the counters that they leave. */
export class MemberFixture {
  standing: Standing;
  private bought = 0;

  constructor(
    private readonly programme: Programme,
    standing: Partial<Standing> = {},
  ) {
    this.standing = { ...NO_STANDING, ...standing };
  }

  buys(purchase: PurchaseOf): Evaluation {
    const read = purchaseOf(purchase);
    const evaluation = evaluate(this.programme, 1, read, this.standing);
    const change = counted(evaluation, { purchase: `pur_${++this.bought}`, at: read.occurredAt });
    this.standing = { ...this.standing, counters: applyChange(this.standing.counters, change) };
    return evaluation;
  }
}

export const at = (text: string) => Date.parse(text);

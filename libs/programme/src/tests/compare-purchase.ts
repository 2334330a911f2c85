import { isQualifying } from '../evaluation/auto-enrolment.js';
import type { NotEarned } from '../evaluation/why-not.js';
import { whyNot } from '../evaluation/why-not.js';
import type { Meaning } from '../document/meaning.js';
import { escapePointer } from '../document/yaml-text.js';
import { formatDecimal } from '../money/decimal.js';
import type { Programme } from '../programme.js';
import { sayNotEarned } from '../text/say-not-earned.js';
import { LANGUAGES } from '../text/texts.js';
import { compareEarned } from './compare-earned.js';
import type { Bargain } from './deeds.js';
import { plainSpaces, type Findings } from './findings.js';
import type { StepDocument, WhyDocument } from './tests-document.js';

interface Around {
  readonly pointer: string;
  readonly programme: Programme;
  readonly findings: Findings;
  readonly meaning: Meaning;
}

/** All that a test may say of a purchase. */
export function comparePurchase(step: StepDocument, bargain: Bargain, around: Around): void {
  const { programme, findings } = around;
  const { purchase, evaluation } = bargain;
  compareEarned(step, evaluation, { programme, currency: purchase.currency, findings });
  if (step.why) compareWhy(step.why, bargain, around);
  if (step.discounts) compareDiscounts(step.discounts, bargain, around);
  if (step.referral !== undefined) compareReferral(step.referral, bargain, findings);
  if (step.enrols !== undefined) {
    const found = isQualifying(programme, purchase);
    findings.compare(['enrols'], 'it enrols', { expected: step.enrols, found });
  }
}

function compareWhy(
  expected: NonNullable<StepDocument['why']>,
  { purchase, evaluation, standing }: Bargain,
  { programme, findings }: Around,
): void {
  const failed = whyNot(programme, purchase, evaluation.explanation, standing);
  for (const [offer, written] of Object.entries(expected)) {
    const found = failed.find((each) => each.offer === offer);
    const wanted: WhyDocument = typeof written === 'string' ? { condition: written } : written;
    const path = (field: string) => (typeof written === 'string' ? ['why', offer] : ['why', offer, field]);
    const said = (field: 'condition' | 'needed' | 'found', is: NotEarned) => {
      const value = wanted[field];
      if (value === undefined) return;
      findings.compare(path(field), SAYS[field](offer), { expected: value, found: plainSpaces(is[field]) });
    };
    if (!found) {
      const points = evaluation.explanation.find((each) => each.offer === offer)?.points ?? 0n;
      const nothing = { expected: wanted.condition ?? 'that it gives nothing', found: `it gave ${points}` };
      findings.compare(['why', offer], SAYS.condition(offer), nothing);
      continue;
    }
    for (const field of ['condition', 'needed', 'found'] as const) said(field, found);
    for (const language of LANGUAGES) {
      const text = wanted[language];
      if (text === undefined) continue;
      const sentence = plainSpaces(sayNotEarned({ programme, purchase, standing }, found, language));
      findings.compare(path(language), `${offer} gives nothing, said as`, { expected: text, found: sentence });
    }
  }
}

const SAYS: Readonly<Record<'condition' | 'needed' | 'found', (offer: string) => string>> = {
  condition: (offer) => `${offer} gives nothing because of`,
  needed: (offer) => `${offer} needs`,
  found: (offer) => `${offer} found`,
};

/** A discount that is not named takes nothing. */
function compareDiscounts(
  expected: NonNullable<StepDocument['discounts']>,
  { discounts, purchase }: Bargain,
  { pointer, programme, findings, meaning }: Around,
): void {
  const exponent = programme.currencies.get(purchase.currency)?.exponent ?? 2;
  for (const offer of new Set([...Object.keys(expected), ...discounts.map((each) => each.offer)])) {
    const isNamed = offer in expected;
    const at = `${pointer}/discounts/${escapePointer(offer)}`;
    const wanted = isNamed ? meaning.decimal(at, exponent, 'zero or more') : 0n;
    const found = discounts.reduce((sum, each) => (each.offer === offer ? sum + each.amount : sum), 0n);
    findings.compare(isNamed ? ['discounts', offer] : ['discounts'], `${offer} takes off`, {
      expected: formatDecimal(wanted, exponent),
      found: formatDecimal(found, exponent),
    });
  }
}

function compareReferral(
  expected: NonNullable<StepDocument['referral']>,
  { referred }: Bargain,
  findings: Findings,
): void {
  if (typeof expected === 'string') {
    const found = !referred ? 'nobody invited the member' : referred.qualifies ? 'it qualifies' : referred.condition;
    findings.compare(['referral'], 'the referral fails by', { expected, found });
    return;
  }
  for (const side of ['inviter', 'friend'] as const) {
    const points = referred?.qualifies ? (referred[side]?.lots ?? []) : [];
    const found = points.reduce((sum, lot) => sum + lot.points, 0n);
    const path = side in expected ? ['referral', side] : ['referral'];
    findings.compare(path, `the referral gives the ${side}`, { expected: expected[side] ?? 0, found });
  }
}

import type { FactSchema } from '../conditions/index.js';
import type { Discount, DiscountStep } from '../discount.js';
import { formatDecimal, formatShortest } from '../money/decimal.js';
import type { Programme, ProgrammeTiers } from '../programme.js';
import { offerText } from '../text/offer-text.js';
import { buildTexts } from '../text/texts.schema.js';
import type { Language, Texts } from '../text/texts.js';
import type { Unit } from '../text/unit.js';
import { buildCondition } from './build-condition.js';
import { ANYTHING, buildFilter, buildSpan, type Names } from './build-filter.js';
import { buildLineFilter } from './build-lines.js';
import { buildPercent } from './build-tier-benefits.js';
import type { Meaning } from './meaning.js';
import type { DiscountDocument, ProgrammeDocument } from './programme-document.js';
import { refuseUnprovided } from './provided.js';

interface Surroundings extends Pick<Programme, 'currencies' | 'timeZone'> {
  readonly tiers: ProgrammeTiers | null;
  readonly names: Names;
  readonly schema: FactSchema;
  readonly taken: readonly string[];
}

/** What tiers take off the price, then the discounts that are declared. */
export function buildDiscounts(
  { discounts = [] }: ProgrammeDocument,
  around: Surroundings,
  meaning: Meaning,
): readonly Discount[] {
  if (discounts.length > 0) {
    refuseUnprovided(meaning, { pointer: '/discounts', found: `${discounts.length} discounts` }, 'discounts');
  }
  const tiers = ofTiers(around.tiers, meaning);
  const seen = new Set([...around.taken, ...tiers.map(({ id }) => id)]);
  const declared = discounts.map((discount, index) => {
    const pointer = `/discounts/${index}`;
    if (seen.has(discount.id)) {
      const at = { pointer: `${pointer}/id`, expected: 'an id of its own', found: discount.id };
      meaning.refuse({ ...at, code: 'repeated_id', message: `Something else is called ${discount.id}.` });
    }
    seen.add(discount.id);
    return buildDiscount(discount, { ...around, pointer }, meaning);
  });
  return [...tiers, ...declared];
}

function ofTiers(tiers: ProgrammeTiers | null, meaning: Meaning): readonly Discount[] {
  return (tiers?.rules.ladder ?? []).flatMap(({ id, name }): readonly Discount[] => {
    const percent = id === null ? null : (tiers?.benefits.get(id)?.discount ?? null);
    if (id === null || percent === null) return [];
    const said = percentTexts(percent);
    return [
      {
        id: `tier-${id}`,
        steps: [{ spentAtLeast: 0n, percent, texts: { en: `${said.en}: ${name.en}`, ru: `${said.ru}: ${name.ru}` } }],
        lines: buildLineFilter({}, { pointer: '', exponent: 0 }, meaning),
        linesWhen: null,
        only: { ...ANYTHING, tiers: new Set([id]) },
        rounding: 'down',
      },
    ];
  });
}

function buildDiscount(
  document: DiscountDocument,
  around: Surroundings & { readonly pointer: string },
  meaning: Meaning,
): Discount {
  const { pointer, timeZone, names, schema } = around;
  const [main] = around.currencies.values();
  const exponent = main?.exponent ?? 2;
  const steps = buildSteps(document, { pointer, exponent }, meaning);
  const condition = (source: string | undefined, at: string, scope: 'purchase' | 'line') =>
    source === undefined ? null : buildCondition(source, { pointer: `${pointer}/${at}`, schema, scope }, meaning);
  const span = buildSpan(document, { pointer, timeZone }, meaning);
  return {
    id: document.id,
    steps,
    lines: buildLineFilter(document.lines ?? {}, { pointer: `${pointer}/lines`, exponent }, meaning),
    linesWhen: condition(document.lines?.when, 'lines/when', 'line'),
    only: buildFilter(
      document.only,
      { ...span, when: condition(document.when, 'when', 'purchase') },
      { pointer: `${pointer}/only`, names },
      meaning,
    ),
    rounding: document.rounding ?? 'down',
  };
}

/** A card that grows: each step asks for more and takes off more. */
function buildSteps(
  { percent, steps = [], text }: DiscountDocument,
  { pointer, exponent }: { readonly pointer: string; readonly exponent: number },
  meaning: Meaning,
): readonly DiscountStep[] {
  if ((percent === undefined) === (steps.length === 0)) {
    const message = 'A discount has either `percent` or `steps`.';
    const at = { pointer, expected: '`percent`, or `steps`', found: percent === undefined ? 'neither' : 'both' };
    meaning.refuse({ ...at, code: percent === undefined ? 'incomplete' : 'contradicting_fields', message });
  }
  const step = (spentAtLeast: bigint, at: string): DiscountStep => {
    const built = buildPercent(at, meaning);
    return { spentAtLeast, percent: built, texts: text === undefined ? percentTexts(built) : buildTexts(text) };
  };
  if (percent !== undefined) return [step(0n, `${pointer}/percent`)];

  const built = steps.map((_, index) =>
    step(
      meaning.decimal(`${pointer}/steps/${index}/spentAtLeast`, exponent, 'zero or more'),
      `${pointer}/steps/${index}/percent`,
    ),
  );
  built.forEach((step, index) => {
    const below = built[index - 1];
    if (!below || (step.spentAtLeast > below.spentAtLeast && step.percent > below.percent)) return;
    const show = (of: DiscountStep) =>
      `${formatShortest(of.percent, 2)} % from ${formatDecimal(of.spentAtLeast, exponent)}`;
    const message = 'Each step has to ask for more than the one before it, and to take off more.';
    const at = { pointer: `${pointer}/steps/${index}`, expected: `more than ${show(below)}`, found: show(step) };
    meaning.refuse({ ...at, code: 'step_out_of_order', message });
  });
  return built;
}

/** `5% off`, `скидка 5 %`. */
function percentTexts(percent: bigint): Texts {
  const said = (language: Language) =>
    offerText({ kind: 'discount', percent: formatShortest(percent, 2) }, NO_UNIT, language);
  return { en: said('en'), ru: said('ru') };
}

/** A discount is no points. */
const NO_UNIT: Unit = { en: { one: '', other: '' }, ru: { one: '', few: '', many: '' } };

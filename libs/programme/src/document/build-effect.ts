import { lasts } from '../calendar/duration.js';
import { formatDecimal, formatShortest } from '../money/decimal.js';
import type { Effect, Within } from '../offer.js';
import type { BaseRule, Currency, Wallet } from '../programme.js';
import { countOf } from '../receipt-text.js';
import { ROUNDED } from './build-base-rule.js';
import { DEFAULT_BASIS } from './build-lines.js';
import type { Meaning } from './meaning.js';
import type { GiveDocument } from './programme-document.js';
import { refuseUnprovided } from './provided.js';

interface Surroundings {
  readonly pointer: string;
  readonly wallet: Wallet;
  readonly base: BaseRule | null;
  readonly main: Currency;
}

interface Built {
  readonly effect: Effect;
  readonly text: string;
}

const FACTOR_SCALE = 4;
const ONE = 10n ** BigInt(FACTOR_SCALE);
const QUANTITY_SCALE = 6;

/** What an offer gives. A document that names several things at once is told which of them does not belong. */
export function buildEffect(give: GiveDocument, around: Surroundings, meaning: Meaning): Built {
  refuseContradictions(give, around.pointer, meaning);
  if (give.multiply !== undefined) return buildMultiply(give, around, meaning);
  return buildBonus(give, around, meaning);
}

function buildMultiply(give: GiveDocument, { pointer, base, wallet }: Surroundings, meaning: Meaning): Built {
  const at = `${pointer}/multiply`;
  const factor = buildFactor(at, meaning);
  const written = formatShortest(factor, FACTOR_SCALE);
  if (!base) {
    const message = `The wallet ${wallet.id} has no base rule that could be multiplied.`;
    const expected = 'a wallet with `earn`';
    meaning.refuse({ pointer: at, code: 'nothing_to_multiply', message, expected, found: wallet.id, atField: true });
  }
  const compound = give.compound ?? false;
  return {
    effect: { kind: 'multiply', factor, written, compound },
    text: `${written} times the base ${wallet.unit.other}`,
  };
}

/** In ten-thousandths, and more than one. */
export function buildFactor(at: string, meaning: Meaning): bigint {
  const factor = meaning.decimal(at, FACTOR_SCALE, 'above zero');
  if (factor <= ONE && meaning.problems.every((problem) => problem.pointer !== at)) {
    const message = 'A multiplier adds to what the base rule gives, so it must be more than 1.';
    meaning.refuse({
      pointer: at,
      code: 'too_small',
      message,
      expected: 'a factor above 1',
      found: meaning.written(at),
    });
  }
  return factor;
}

function buildBonus(give: GiveDocument, { pointer, wallet, base, main }: Surroundings, meaning: Meaning): Built {
  const points = BigInt(give.points ?? 1);
  const usual = base?.basis ?? DEFAULT_BASIS;
  // The same object where it says nothing else: what is looked at is remembered by it.
  const basis = give.basis ? { ...usual, ...give.basis } : usual;
  const rounding = give.rounding ?? 'down';
  const sum = (field: 'per' | 'spentAtLeast') => meaning.decimal(`${pointer}/${field}`, main.exponent, 'above zero');
  const money = (minor: bigint) => `${formatDecimal(minor, main.exponent)} ${main.code}`;
  const many = countOf(wallet, points);

  if (give.everyNth !== undefined) {
    refuseUnprovided(meaning, { pointer: `${pointer}/everyNth`, found: String(give.everyNth) }, 'counters');
    const within = buildWithin(`${pointer}/within`, give.within, meaning);
    const spentAtLeast = give.spentAtLeast === undefined ? null : sum('spentAtLeast');
    const text = `${many} for every ${ordinal(give.everyNth)} purchase within ${give.within ?? ''}`;
    return { effect: { kind: 'every-nth', points, nth: give.everyNth, within, spentAtLeast, basis }, text };
  }
  if (give.per !== undefined) {
    const per = sum('per');
    const text = `${many} per ${money(per)}, ${ROUNDED[rounding]}`;
    return { effect: { kind: 'per-amount', points, per, rounding, basis }, text };
  }
  if (give.perUnits !== undefined) {
    const units = meaning.decimal(`${pointer}/perUnits`, QUANTITY_SCALE, 'above zero');
    const written = formatShortest(units, QUANTITY_SCALE);
    const text = `${many} per ${written === '1' ? 'unit' : `${written} units`}, ${ROUNDED[rounding]}`;
    return { effect: { kind: 'per-units', points, units, rounding, basis }, text };
  }
  if (give.spentAtLeast !== undefined) {
    const spentAtLeast = sum('spentAtLeast');
    const text = `${many} for a purchase of at least ${money(spentAtLeast)}`;
    return { effect: { kind: 'threshold', points, spentAtLeast, basis }, text };
  }
  return { effect: { kind: 'visit', points, basis }, text: `${many} for a purchase` };
}

function buildWithin(pointer: string, text = 'year', meaning: Meaning): Within {
  if (text === 'day' || text === 'week' || text === 'month' || text === 'year') return { period: text };
  const after = meaning.duration(text);
  if (!lasts(after)) {
    const message = 'No purchase lies within no time, so that it could never give.';
    meaning.refuseNew({ pointer, code: 'too_small', message, expected: 'a duration above zero', found: text });
  }
  return { rule: { after }, text };
}

function ordinal(count: number): string {
  const last = count % 100 > 10 && count % 100 < 14 ? 0 : count % 10;
  return `${count}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`;
}

type Field = keyof GiveDocument;

/** What may stand beside what decides the kind of an effect. */
const BESIDE: readonly (readonly [decides: Field, besides: readonly Field[]])[] = [
  ['multiply', ['compound']],
  ['everyNth', ['points', 'within', 'spentAtLeast', 'basis']],
  ['per', ['points', 'rounding', 'basis']],
  ['perUnits', ['points', 'rounding', 'basis']],
  ['spentAtLeast', ['points', 'basis']],
  ['points', ['basis']],
];

function refuseContradictions(give: GiveDocument, pointer: string, meaning: Meaning): void {
  const [decides, besides] = BESIDE.find(([field]) => give[field] !== undefined) ?? (['points', []] as const);
  for (const field of Object.keys(give) as Field[]) {
    if (field === decides || besides.includes(field)) continue;
    const message = `\`${field}\` says nothing beside \`${decides}\`.`;
    const expected = besides.length === 0 ? `\`${decides}\` alone` : `only ${besides.join(', ')} beside it`;
    const at = { pointer: `${pointer}/${field}`, atField: true, found: field };
    meaning.refuse({ ...at, code: 'contradicting_fields', message, expected });
  }
  const missing = decides === 'everyNth' && give.within === undefined ? 'within' : undefined;
  const lacking = missing ?? (decides !== 'multiply' && give.points === undefined ? 'points' : undefined);
  if (lacking === undefined) return;
  const message =
    lacking === decides
      ? 'It gives neither `points` nor a `multiply`.'
      : `\`${decides}\` needs \`${lacking}\` beside it.`;
  const at = { pointer, atField: true, found: 'nothing' };
  meaning.refuse({ ...at, code: 'incomplete', message, expected: lacking });
}

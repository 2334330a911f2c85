import type { PayingWallet, PayWithPoints, Rates } from '../pay-with-points.js';
import type { Programme } from '../programme.js';
import { buildLineFilter } from './build-lines.js';
import { buildPercent } from './build-tier-benefits.js';
import type { Meaning } from './meaning.js';
import type { PayingWalletDocument, PayWithPointsDocument, RatesDocument } from './programme-document.js';
import * as parts from './schema-parts.js';

const POINTS_MAX = 1_000_000_000;
const points = (description: string) => ({
  title: 'a whole number from 1 to 1000000000',
  type: 'integer',
  minimum: 1,
  maximum: POINTS_MAX,
  description,
});

const rates = (description: string) => ({
  title: 'a mapping of currencies to sums',
  description,
  type: 'object',
  minProperties: 1,
  additionalProperties: parts.decimal('a sum of this currency, such as 1.00'),
});

const wallet = {
  title: 'a mapping of `points`, `pay`, `tiers`, `minimum` and `step`',
  type: 'object',
  additionalProperties: false,
  required: ['points', 'pay'],
  properties: {
    points: points('So many points pay what `pay` says.'),
    pay: rates('How much they pay, by currency; in the others these points pay nothing.'),
    tiers: {
      title: 'a mapping of tiers to sums by currency',
      description: 'How much they pay for members of a tier, where that is another sum.',
      type: 'object',
      minProperties: 1,
      additionalProperties: rates('How much they pay for this tier.'),
    },
    minimum: { ...points('How many points at once at least.'), default: 1 },
    step: { ...points('Only whole multiples of so many points.'), default: 1 },
  },
};

const { kinds, include, exclude, unitPriceAbove } = parts.lineFilter;

export const payWithPointsSchema = {
  title: 'a mapping of `wallets`, `maxShare`, `rounding` and `lines`',
  description:
    'How members pay a part of an order with points. Absent: payments with points are taken as they are sent.',
  type: 'object',
  additionalProperties: false,
  required: ['wallets'],
  properties: {
    wallets: {
      title: 'a mapping of wallets',
      description: 'Whose points pay, and what they are worth.',
      type: 'object',
      minProperties: 1,
      additionalProperties: wallet,
    },
    maxShare: {
      ...parts.decimal('a percentage above 0 and up to 100 with up to 2 decimals, such as 50'),
      description: 'Of what the lines cost together that points may pay for; rounded down.',
      default: 100,
    },
    rounding: parts.rounding('Of points to money.'),
    lines: {
      title: 'a mapping of `include`, `exclude`, `kinds` and `unitPriceAbove`',
      description: 'The lines that points may pay for.',
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        kinds: { ...kinds, description: 'The kinds of line that points may pay for.' },
        include: { ...include, description: 'Only these lines. Absent: all.' },
        exclude: { ...exclude, description: 'Not these lines, whatever `include` says.' },
        unitPriceAbove,
      },
    },
  },
};

type Surroundings = Pick<Programme, 'wallets' | 'currencies' | 'tiers'>;

export function buildPayWithPoints(
  document: PayWithPointsDocument,
  around: Surroundings,
  meaning: Meaning,
): PayWithPoints {
  const at = '/payWithPoints';
  const [main] = around.currencies.values();
  const wallets = Object.entries(document.wallets).map(([id, each]): [string, PayingWallet] => {
    const pointer = `${at}/wallets/${id}`;
    meaning.name(pointer, id, [...around.wallets.keys()], 'wallet', true);
    return [id, buildPayingWallet(each, { ...around, pointer }, meaning)];
  });
  return {
    wallets: new Map(wallets),
    shareMax: document.maxShare === undefined ? WHOLE : buildPercent(`${at}/maxShare`, meaning),
    rounding: document.rounding ?? 'down',
    lines: buildLineFilter(document.lines ?? {}, { pointer: `${at}/lines`, exponent: main?.exponent ?? 2 }, meaning),
  };
}

const WHOLE = 10_000n;

function buildPayingWallet(
  { points: many, pay, tiers = {}, minimum = 1, step = 1 }: PayingWalletDocument,
  { pointer, ...around }: Surroundings & { readonly pointer: string },
  meaning: Meaning,
): PayingWallet {
  const ladder = [...(around.tiers?.benefits.keys() ?? [])];
  const byTier = Object.entries(tiers).map(([tier, ofTier]): [string, Rates] => {
    const at = `${pointer}/tiers/${tier}`;
    meaning.name(at, tier, ladder, 'tier', true);
    refuseUnpayable(ofTier, { at, pay }, meaning);
    return [tier, buildRates(ofTier, { ...around, pointer: at }, meaning)];
  });
  return {
    points: BigInt(many),
    pay: buildRates(pay, { ...around, pointer: `${pointer}/pay` }, meaning),
    tiers: new Map(byTier),
    minimum: BigInt(minimum),
    step: BigInt(step),
  };
}

function buildRates(
  rates: RatesDocument,
  { currencies, pointer }: Pick<Surroundings, 'currencies'> & { readonly pointer: string },
  meaning: Meaning,
): Rates {
  const built = Object.keys(rates).map((code): [string, bigint] => {
    const at = `${pointer}/${code}`;
    meaning.name(at, code, [...currencies.keys()], 'currency of the programme', true);
    return [code, meaning.decimal(at, currencies.get(code)?.exponent ?? 6, 'above zero')];
  });
  return new Map(built);
}

/** A tier's rate is another sum, not another currency: whoever falls out of the tier would be left with points that pay nothing. */
function refuseUnpayable(
  ofTier: RatesDocument,
  { at, pay }: { readonly at: string; readonly pay: RatesDocument },
  meaning: Meaning,
): void {
  for (const code of Object.keys(ofTier)) {
    if (Object.hasOwn(pay, code)) continue;
    const message = `Points pay nothing in ${code} without the tier.`;
    const expected = `one of ${Object.keys(pay).join(', ')}`;
    meaning.refuse({ pointer: `${at}/${code}`, code: 'unknown_name', message, expected, found: code, atField: true });
  }
}

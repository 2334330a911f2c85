import { lasts, type Duration } from '../calendar/duration.js';
import { formatDecimal, formatShortest } from '../money/decimal.js';
import type { AutoEnrolment, BaseRule, Currency, Programme, Wallet } from '../programme.js';
import { buildActions } from './build-actions.js';
import { buildBaseRule } from './build-base-rule.js';
import { buildDiscounts } from './build-discounts.js';
import { buildOffers } from './build-offers.js';
import { buildPayWithPoints } from './build-pay-with-points.js';
import { buildReferral } from './build-referral.js';
import { buildSegments } from './build-segments.js';
import { buildPartners, partnerIds } from './build-partners.js';
import { buildProgrammeTiers } from './build-tier-benefits.js';
import { buildTransfers } from './build-transfers.js';
import { buildVelocity } from './build-velocity.js';
import { buildWallet } from './build-wallet.js';
import { factSchemas } from './fact-schemas.js';
import type { Meaning } from './meaning.js';
import type { ProgrammeDocument } from './programme-document.js';
import { escapePointer } from './yaml-text.js';

const RATE_SCALE = 6;

/** A document of the right shape as a Programme; what it gets wrong is told to `meaning`. */
export function buildProgramme(document: ProgrammeDocument, meaning: Meaning): Programme {
  const timeZone = meaning.timeZone('/timeZone', document.timeZone);
  const currencies = buildCurrencies(document, meaning);
  const wallets = new Map<string, Wallet>();
  const baseRules: BaseRule[] = [];
  for (const [id, walletDocument] of Object.entries(document.wallets)) {
    const wallet = buildWallet(id, walletDocument, timeZone, meaning);
    wallets.set(id, wallet);
    if (walletDocument.earn) baseRules.push(buildBaseRule(walletDocument.earn, { wallet, currencies }, meaning));
  }

  const built = buildProgrammeTiers(document, { wallets, baseRules, currencies, timeZone }, meaning);
  const schemas = factSchemas(document, currencies);
  const { names, ofPurchases: schema } = schemas;
  const taken = ['base', ...built.offers.map(({ id }) => id)];
  const around = { wallets, baseRules, currencies, timeZone, names, schema, taken };
  const offers = [...built.offers, ...buildOffers(document, around, meaning)];
  const actions = buildActions(document, { wallets, timeZone, offers }, meaning);
  const allTaken = [...taken, ...offers.map(({ id }) => id), ...actions.map(({ id }) => id)];
  const partners = partnerIds(document);
  return {
    id: document.id,
    name: document.name,
    currency: document.currency,
    currencies,
    timeZone,
    taxIncluded: document.taxIncluded ?? true,
    wallets,
    baseRules,
    tiers: built.tiers,
    segments: buildSegments(document, schemas.ofMembers, meaning),
    offers,
    actions,
    referral: buildReferral(document, { wallets, baseRules, currencies, partners, taken: allTaken }, meaning),
    discounts: buildDiscounts(
      document,
      { currencies, timeZone, tiers: built.tiers, names, schema: schemas.ofDiscounts, taken: allTaken },
      meaning,
    ),
    partners: buildPartners(document, meaning),
    storeZones: buildStores(document, meaning),
    clawBack: document.clawBack ?? 'unlimited',
    refundGrace: meaning.duration(document.refundGrace ?? 'P30D'),
    claimWithin: meaning.duration(document.claimWithin ?? 'P30D'),
    clockSkew: meaning.duration(document.clockSkew ?? 'PT10M'),
    holdLapsesAfter: lasting('/holdLapsesAfter', meaning.duration(document.holdLapsesAfter ?? 'PT15M'), meaning),
    holdLapsesAfterMax: lasting(
      '/holdLapsesAfterMax',
      meaning.duration(document.holdLapsesAfterMax ?? 'P30D'),
      meaning,
    ),
    ...(document.transfers && { transfers: buildTransfers(document.transfers, meaning) }),
    ...(document.velocity && { velocity: buildVelocity(document.velocity, { wallets }, meaning) }),
    ...(document.payWithPoints && {
      payWithPoints: buildPayWithPoints(document.payWithPoints, { wallets, currencies, tiers: built.tiers }, meaning),
    }),
    autoEnrolment: buildAutoEnrolment(document, { earns: baseRules.length + offers.length > 0, currencies }, meaning),
  };
}

function buildStores({ stores = {} }: ProgrammeDocument, meaning: Meaning): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(stores).map(([store, { timeZone }]) => [
      store,
      meaning.timeZone(`/stores/${escapePointer(store)}/timeZone`, timeZone),
    ]),
  );
}

function buildCurrencies(document: ProgrammeDocument, meaning: Meaning): ReadonlyMap<string, Currency> {
  const { currency: main, otherCurrencies = {} } = document;
  const mainExponent = meaning.currency('/currency', main);
  const currencies = new Map<string, Currency>([
    [main, { code: main, exponent: mainExponent, rate: '1', numerator: 1n, denominator: 1n }],
  ]);
  for (const code of Object.keys(otherCurrencies)) {
    const pointer = `/otherCurrencies/${code}`;
    if (code === main) {
      const message = `${code} is the main currency: its rate is 1.`;
      meaning.refuse({
        pointer,
        code: 'repeats_main_currency',
        message,
        expected: 'another currency',
        found: code,
        atField: true,
      });
      continue;
    }
    const exponent = meaning.currency(pointer, code, true);
    const rate = meaning.decimal(pointer, RATE_SCALE, 'above zero');
    // Minor units of both: 1.05 EUR for 1 JPY is 105 cents for 1 yen.
    const numerator = rate * 10n ** BigInt(mainExponent);
    const denominator = 10n ** BigInt(exponent + RATE_SCALE);
    currencies.set(code, { code, exponent, rate: formatShortest(rate, RATE_SCALE), numerator, denominator });
  }
  return currencies;
}

/** What is set aside for no time at all could never be captured. */
function lasting(pointer: string, duration: Duration, meaning: Meaning): Duration {
  if (!lasts(duration)) {
    const message = 'Points would be free again the moment that they are set aside.';
    meaning.refuse({ pointer, code: 'too_small', message, expected: 'a duration above zero', found: duration.text });
  }
  return duration;
}

function buildAutoEnrolment(
  document: ProgrammeDocument,
  around: Pick<Programme, 'currencies'> & { readonly earns: boolean },
  meaning: Meaning,
): AutoEnrolment {
  const { when, earns = true } = document.autoEnrolment ?? { when: 'never' as const };
  if (typeof when === 'string') return { when, earns };

  const pointer = '/autoEnrolment/when/spentAtLeast';
  const exponent = around.currencies.get(document.currency)?.exponent ?? 2;
  const spentAtLeast = meaning.decimal(pointer, exponent, 'above zero');
  if (!around.earns) {
    const expected = 'a wallet with `earn`, which says what lines are eligible';
    const message = 'No wallet earns, so no line counts towards this sum.';
    meaning.refuse({
      pointer,
      code: 'nothing_is_eligible',
      message,
      expected,
      found: formatDecimal(spentAtLeast, exponent),
    });
  }
  return { when: { spentAtLeast }, earns };
}

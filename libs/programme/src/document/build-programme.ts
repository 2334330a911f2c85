import type { Duration } from '../calendar/duration.js';
import { formatDecimal, formatShortest } from '../money/decimal.js';
import type { AutoEnrolment, Currency, Offer, Programme, Wallet } from '../programme.js';
import { buildBaseOffer } from './build-base-offer.js';
import type { Meaning } from './meaning.js';
import type { ProgrammeDocument, WalletDocument } from './programme-document.js';

const RATE_SCALE = 6;

/** A document of the right shape as a Programme; what it gets wrong is told to `meaning`. */
export function buildProgramme(document: ProgrammeDocument, meaning: Meaning): Programme {
  const timeZone = meaning.timeZone('/timeZone', document.timeZone);
  const currencies = buildCurrencies(document, meaning);
  const wallets = new Map<string, Wallet>();
  const offers: Offer[] = [];
  for (const [id, walletDocument] of Object.entries(document.wallets)) {
    const wallet = buildWallet(id, walletDocument, timeZone, meaning);
    wallets.set(id, wallet);
    if (walletDocument.earn) offers.push(buildBaseOffer(walletDocument.earn, { wallet, currencies }, meaning));
  }

  return {
    id: document.id,
    name: document.name,
    currency: document.currency,
    currencies,
    timeZone,
    taxIncluded: document.taxIncluded ?? true,
    wallets,
    offers,
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
    autoEnrolment: buildAutoEnrolment(document, { offers, currencies }, meaning),
  };
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

function buildWallet(id: string, document: WalletDocument, timeZone: string, meaning: Meaning): Wallet {
  const { expiry = 'never', pending = 'none', unit = { one: id, other: id } } = document;
  return {
    id,
    unit,
    timeZone,
    expiry: expiry === 'never' ? null : buildExpiry(`/wallets/${id}/expiry`, expiry, meaning),
    pending: typeof pending === 'object' ? pending : { after: pending === 'none' ? null : meaning.duration(pending) },
  };
}

function buildExpiry(
  pointer: string,
  { after, endOf }: Exclude<WalletDocument['expiry'], 'never' | undefined>,
  meaning: Meaning,
): Wallet['expiry'] {
  const duration = after === undefined ? undefined : meaning.duration(after);
  if (duration && !endOf && !lasts(duration)) {
    const expected = 'a duration above zero';
    const message = 'Points would expire the moment that they become available.';
    meaning.refuse({
      pointer: `${pointer}/after`,
      code: 'too_small',
      message,
      expected,
      found: duration.text,
    });
  }
  return { ...(duration && { after: duration }), ...(endOf && { endOf }) };
}

/** What is set aside for no time at all could never be captured. */
function lasting(pointer: string, duration: Duration, meaning: Meaning): Duration {
  if (!lasts(duration)) {
    const message = 'Points would be free again the moment that they are set aside.';
    meaning.refuse({ pointer, code: 'too_small', message, expected: 'a duration above zero', found: duration.text });
  }
  return duration;
}

function lasts({ years, months, weeks, days, milliseconds }: Duration): boolean {
  return years + months + weeks + days + milliseconds > 0;
}

function buildAutoEnrolment(
  document: ProgrammeDocument,
  { offers, currencies }: Pick<Programme, 'offers' | 'currencies'>,
  meaning: Meaning,
): AutoEnrolment {
  const { when, earns = true } = document.autoEnrolment ?? { when: 'never' as const };
  if (typeof when === 'string') return { when, earns };

  const pointer = '/autoEnrolment/when/spentAtLeast';
  const exponent = currencies.get(document.currency)?.exponent ?? 2;
  const spentAtLeast = meaning.decimal(pointer, exponent, 'above zero');
  if (offers.length === 0) {
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

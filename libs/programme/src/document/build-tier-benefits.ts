import { formatShortest } from '../money/decimal.js';
import type { Offer } from '../offer.js';
import type { BaseRule, Programme, ProgrammeTiers, TierBenefits, Wallet } from '../programme.js';
import { offerText } from '../text/offer-text.js';
import { buildTexts } from '../text/texts.schema.js';
import type { Language, Texts } from '../text/texts.js';
import { buildTiers } from '../tiers/build-tiers.js';
import type { TierBenefitsDocument, TiersDocument } from '../tiers/tiers.schema.js';
import { ANYTHING } from './build-filter.js';
import { buildFactor } from './build-effect.js';
import type { Meaning } from './meaning.js';
import type { ProgrammeDocument } from './programme-document.js';
import { refuseUnprovided } from './provided.js';

type Surroundings = Pick<Programme, 'wallets' | 'baseRules' | 'currencies' | 'timeZone'>;

interface BuiltTiers {
  readonly tiers: ProgrammeTiers | null;
  /** What the tiers multiply, as offers: they are applied before those that are declared. */
  readonly offers: readonly Offer[];
}

/** The part `tiers` of a document: how members rise and fall, and what they have of it. */
export function buildProgrammeTiers(
  { tiers, offers = [] }: ProgrammeDocument,
  around: Surroundings,
  meaning: Meaning,
): BuiltTiers {
  if (tiers === undefined) return { tiers: null, offers: [] };
  refuseUnprovided(meaning, { pointer: '/tiers', found: `${tiers.ladder.length} tiers` }, 'tiers');
  const { timeZone, wallets, baseRules } = around;
  const [main] = around.currencies.values();
  const earning = baseRules.map(({ wallet }) => wallet.id);
  const [onlyWallet = ''] = wallets.keys();
  const counting = offers.flatMap(({ countsTowardsTier, wallet = onlyWallet }) => (countsTowardsTier ? [wallet] : []));
  const rules = buildTiers(tiers, { timeZone, exponent: main?.exponent ?? 2, wallets, earning, counting }, meaning);
  const built = tiers.ladder.map((tier, index) => buildBenefits(tier, `/tiers/ladder/${index}`, around, meaning));
  return {
    tiers: { rules, benefits: new Map(built.map(({ id, benefits }) => [id, benefits])) },
    offers: built.flatMap(({ offer }) => offer ?? []),
  };
}

function buildBenefits(
  { id, name, benefits = {} }: TiersDocument['ladder'][number],
  pointer: string,
  around: Surroundings,
  meaning: Meaning,
): { readonly id: string; readonly benefits: TierBenefits; readonly offer: Offer | null } {
  const at = `${pointer}/benefits`;
  const { multiply, discount, rewards } = benefits;
  const factor = multiply === undefined ? null : buildFactor(`${at}/multiply`, meaning);
  const base = multiply === undefined ? undefined : baseOf(benefits, { ...around, pointer: at }, meaning);
  if (multiply === undefined && benefits.wallet !== undefined) {
    const message = '`wallet` says what `multiply` acts on, and there is none.';
    const where = { pointer: `${at}/wallet`, expected: '`multiply` beside it', found: benefits.wallet, atField: true };
    meaning.refuse({ ...where, code: 'contradicting_fields', message });
  }
  return {
    id,
    benefits: {
      multiply: factor,
      discount: discount === undefined ? null : buildPercent(`${at}/discount`, meaning),
      rewards: rewards ? new Set(rewards) : null,
    },
    offer: factor !== null && base ? tierOffer({ id, name: buildTexts(name), factor }, base) : null,
  };
}

/** In ten-thousandths of the whole: 7.5 is 750. */
export function buildPercent(pointer: string, meaning: Meaning): bigint {
  const percent = meaning.decimal(pointer, PERCENT_SCALE, 'above zero');
  if (percent > WHOLE) {
    const expected = 'at most 100';
    const message = `Expected ${expected}, found ${meaning.written(pointer)}.`;
    meaning.refuse({ pointer, code: 'too_large', message, expected, found: meaning.written(pointer) });
  }
  return percent;
}

const PERCENT_SCALE = 2;
const FACTOR_SCALE = 4;
const WHOLE = 10_000n;

/** The base rule that a tier multiplies. */
function baseOf(
  { wallet }: TierBenefitsDocument,
  { wallets, baseRules, pointer }: Surroundings & { readonly pointer: string },
  meaning: Meaning,
): BaseRule | undefined {
  const [only, another] = baseRules;
  if (wallet === undefined && only && !another) return only;
  if (wallet === undefined && another) {
    const message = 'Several wallets earn: name the one that the tier multiplies.';
    const expected = `wallet: one of ${baseRules.map((rule) => rule.wallet.id).join(', ')}`;
    meaning.refuse({ pointer, code: 'wallet_required', message, expected, found: 'nothing', atField: true });
    return undefined;
  }
  const name =
    wallet === undefined ? undefined : meaning.name(`${pointer}/wallet`, wallet, [...wallets.keys()], 'wallet');
  if (wallet !== undefined && name !== wallet) return undefined;
  const base = baseRules.find((rule) => rule.wallet.id === name);
  if (!base) {
    const message = 'There is no base rule that could be multiplied.';
    const at = { pointer: `${pointer}/multiply`, expected: 'a wallet with `earn`', found: wallet ?? 'none' };
    meaning.refuse({ ...at, code: 'nothing_to_multiply', message, atField: true });
  }
  return base;
}

interface Multiplying {
  readonly id: string;
  readonly name: Texts;
  readonly factor: bigint;
}

function tierOffer({ id, name, factor }: Multiplying, base: BaseRule): Offer {
  const wallet: Wallet = base.wallet;
  const written = formatShortest(factor, FACTOR_SCALE);
  const said = (language: Language) => offerText({ kind: 'multiply', factor: written }, wallet.words, language);
  return {
    id: `tier-${id}`,
    wallet,
    base,
    lines: null,
    linesWhen: null,
    only: { ...ANYTHING, tiers: new Set([id]) },
    effect: { kind: 'multiply', factor, written, compound: false },
    limits: wallet.limits ?? [],
    group: null,
    campaign: null,
    terms: wallet,
    partner: null,
    countsTowardsTier: false,
    text: `${written} times the base ${wallet.unit.other}: ${name.en}`,
    texts: { en: `${said('en')}: ${name.en}`, ru: `${said('ru')}: ${name.ru}` },
  };
}

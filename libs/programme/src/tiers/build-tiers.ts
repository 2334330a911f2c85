import type { Duration } from '../calendar/duration.js';
import type { Meaning } from '../document/meaning.js';
import { formatDecimal } from '../money/decimal.js';
import { buildTexts } from '../text/texts.schema.js';
import { MEASURES, SPEND_SCALE, type Needs } from './measures.js';
import type { Tier, TierPeriod, TierRules } from './tier-rules.js';
import type { TierDocument, TiersDocument } from './tiers.schema.js';

/** What tiers can get wrong that have the right shape. */
export type TierCode =
  | 'unknown_wallet'
  | 'nothing_counts'
  | 'which_wallet'
  | 'duplicate_tier'
  | 'tier_needs_nothing'
  | 'tier_out_of_order'
  | 'no_period_end'
  | 'nothing_falls'
  | 'grace_too_long';

/** Of the reader of meanings, what is used here: one that knows more codes serves as well. */
export type TierMeaning = Pick<Meaning<TierCode>, 'refuse' | 'refuseNew' | 'decimal' | 'duration'>;

interface Surroundings {
  readonly timeZone: string;
  /** Digits after the point of the main currency. */
  readonly exponent: number;
  readonly wallets: ReadonlyMap<string, unknown>;
  /** Those of them that have a base rule. */
  readonly earning: readonly string[];
  /** Those that have offers whose points count; absent: it is not known. */
  readonly counting?: readonly string[];
}

const POINTER = '/tiers';

/** The part `tiers` of a document as rules; what it gets wrong is told to `meaning`. */
export function buildTiers(document: TiersDocument, surroundings: Surroundings, meaning: TierMeaning): TierRules {
  const { match = 'all', upgrade = 'at_once', downgrade = 'to_reached', inclusive = false } = document;
  const period = buildPeriod(document.period);
  const declared = document.ladder.map((tier, index) => buildTier(tier, index, surroundings.exponent, meaning));
  const [lowest, ...higher] = declared;
  refuseDisorder(declared, surroundings.exponent, meaning);
  if (period.kind === 'rolling' && upgrade === 'at_period_end') {
    const message = 'Rolling months have no end at which a tier could begin.';
    meaning.refuse({
      pointer: `${POINTER}/upgrade`,
      code: 'no_period_end',
      message,
      expected: 'at_once',
      found: upgrade,
    });
  }
  return {
    timeZone: surroundings.timeZone,
    wallet: walletOf(document, surroundings, meaning),
    ladder: lowest && isNeedless(lowest) ? [lowest, ...higher] : [NO_TIER, ...declared],
    match,
    period,
    upgrade,
    downgrade,
    grace: document.grace === undefined ? null : buildGrace(document.grace, { period, downgrade }, meaning),
    inclusive,
  };
}

/** What everybody has where the lowest tier has to be earned. */
const NO_TIER: Tier = { id: null, name: { en: 'no tier', ru: 'без уровня' }, needs: {} };

function isNeedless({ needs }: Tier): boolean {
  return MEASURES.every((measure) => needs[measure] === undefined);
}

function buildPeriod(period: TiersDocument['period']): TierPeriod {
  return typeof period === 'string' ? { kind: period } : { kind: 'rolling', months: period.rollingMonths };
}

function buildTier(
  { id, name, needs = {} }: TierDocument,
  index: number,
  exponent: number,
  meaning: TierMeaning,
): Tier {
  const pointer = `${POINTER}/ladder/${index}/needs`;
  const { points, spend, visits } = needs;
  return {
    id,
    name: buildTexts(name),
    needs: {
      ...(points !== undefined && { points: BigInt(points) }),
      ...(spend !== undefined && { spend: meaning.decimal(`${pointer}/spend`, exponent, 'above zero') * SPEND_SCALE }),
      ...(visits !== undefined && { visits: BigInt(visits) }),
    },
  };
}

function walletOf({ wallet, ladder }: TiersDocument, around: Surroundings, meaning: TierMeaning): string {
  const { wallets, earning, counting = [...wallets.keys()] } = around;
  const [only = '', another] = earning;
  const pointer = `${POINTER}/wallet`;
  const expected = `one of ${[...wallets.keys()].join(', ')}`;
  if (wallet !== undefined && !wallets.has(wallet)) {
    const message = `There is no wallet ${wallet}.`;
    meaning.refuse({ pointer, code: 'unknown_wallet', message, expected, found: wallet });
  }
  const asksForPoints = ladder.some(({ needs }) => needs?.points !== undefined);
  if (wallet === undefined && asksForPoints && (another !== undefined || only === '')) {
    const message = 'Points are needed, and it is not said of which wallet.';
    meaning.refuse({
      pointer: POINTER,
      code: 'which_wallet',
      message,
      expected: `\`wallet\`: ${expected}`,
      found: 'nothing',
    });
  }
  if (wallet !== undefined && wallets.has(wallet) && asksForPoints && ![...earning, ...counting].includes(wallet)) {
    const message = `Points of ${wallet} are needed, and none of them count: no tier could be reached.`;
    const wanted = 'a wallet with `earn`, or with an offer that says `countsTowardsTier`';
    meaning.refuseNew({ pointer, code: 'nothing_counts', message, expected: wanted, found: wallet });
  }
  return wallet ?? only;
}

/** A ladder is climbed: who has reached a tier has reached all below it. So each asks for the same things, and for more. */
function refuseDisorder(ladder: readonly Tier[], exponent: number, meaning: TierMeaning): void {
  ladder.forEach((tier, index) => {
    const pointer = `${POINTER}/ladder/${index}`;
    const found = String(tier.id);
    if (ladder.findIndex(({ id }) => id === tier.id) < index) {
      const message = `There are two tiers ${found}.`;
      meaning.refuse({ pointer: `${pointer}/id`, code: 'duplicate_tier', message, expected: 'another id', found });
    }
    const below = ladder[index - 1];
    if (!below) return;
    if (isNeedless(tier)) {
      const message = `Only the lowest tier may need nothing, and ${found} is not.`;
      const expected = 'a mapping of `points`, `spend` and `visits`';
      meaning.refuse({ pointer, code: 'tier_needs_nothing', message, expected, found: 'nothing', atField: true });
    } else if (!isNeedless(below) && !isAbove(tier.needs, below.needs)) {
      const message = `The tier ${found} has to ask for all that ${String(below.id)} below it asks for, for nothing else, and for more.`;
      const expected = `more than ${formatNeeds(below.needs, exponent)}`;
      const at = { pointer: `${pointer}/needs`, expected, found: formatNeeds(tier.needs, exponent) };
      meaning.refuse({ ...at, code: 'tier_out_of_order', message });
    }
  });
}

function isAbove(needs: Needs, below: Needs): boolean {
  const asksTheSame = MEASURES.every((measure) => (needs[measure] === undefined) === (below[measure] === undefined));
  const less = MEASURES.some((measure) => (needs[measure] ?? 0n) < (below[measure] ?? 0n));
  const more = MEASURES.some((measure) => (needs[measure] ?? 0n) > (below[measure] ?? 0n));
  return asksTheSame && more && !less;
}

function formatNeeds({ points, spend, visits }: Needs, exponent: number): string {
  const parts = [
    ...(points === undefined ? [] : [`points ${points}`]),
    ...(spend === undefined ? [] : [`spend ${formatDecimal(spend / SPEND_SCALE, exponent)}`]),
    ...(visits === undefined ? [] : [`visits ${visits}`]),
  ];
  return parts.join(', ');
}

/** Shorter than the shortest period there is, so that a grace is always over before the next one begins. */
function buildGrace(
  text: string,
  { period, downgrade }: Pick<TierRules, 'period' | 'downgrade'>,
  meaning: TierMeaning,
): Duration {
  const grace = meaning.duration(text);
  const pointer = `${POINTER}/grace`;
  const days = grace.years * 366 + grace.months * 31 + grace.weeks * 7 + grace.days + grace.milliseconds / 86_400_000;
  const daysMax = period.kind === 'rolling' ? period.months * 28 : 365;
  if (days === 0) {
    const expected = 'a duration above zero';
    meaning.refuse({ pointer, code: 'too_small', message: 'A grace of no time is none.', expected, found: text });
  }
  if (days >= daysMax) {
    const message = 'The grace has to be over before the next period is.';
    const expected = `less than ${daysMax} days`;
    meaning.refuse({ pointer, code: 'grace_too_long', message, expected, found: text });
  }
  if (downgrade === 'never') {
    const message = 'No tier ever falls here, so there is nothing to put off.';
    meaning.refuse({ pointer, code: 'nothing_falls', message, expected: 'no grace', found: text });
  }
  return grace;
}

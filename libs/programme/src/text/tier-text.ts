import { divide } from '../money/rounding.js';
import { formatDecimal } from '../money/decimal.js';
import type { TierStep } from '../tiers/course.js';
import { MEASURES, SPEND_SCALE, type Measures, type Needs } from '../tiers/measures.js';
import type { TierProgress } from '../tiers/progress.js';
import type { TierRule, TierRules } from '../tiers/tier-rules.js';
import { tierOf } from '../tiers/tier-state.js';
import { dateText, spanText, untilText } from './date-text.js';
import { listText, quoted, sentence } from './list-text.js';
import { moneyText } from './money-text.js';
import { countText, NOUNS } from './number-text.js';
import type { Language, Texts } from './texts.js';
import type { Unit } from './unit.js';

/** What tiers are told in. */
export interface TierWords {
  readonly timeZone: string;
  /** Of the wallet whose points count. */
  readonly unit: Unit;
  /** The main one, in which spend counts, and the digits after its point. */
  readonly currency: string;
  readonly exponent: number;
}

/** Where a member stands, in sentences: `You are “Silver”.` `350 points to go until “Gold”.` */
export function progressText(progress: TierProgress, words: TierWords, language: Language): readonly string[] {
  const { tier, rising, next, stay, fall, match } = progress;
  const inEnglish = language === 'en';
  const name = (of: Texts) => quoted(of[language], language);
  const rest = (missing: Needs) => needsText(missing, { ...words, match, rounding: 'up' }, language);
  const until = (at: number) => untilText(at, words.timeZone, language);

  const standing = inEnglish ? `you are ${name(tier.name)}` : `ваш уровень: ${name(tier.name)}`;
  const said = [sentence(tier.id === null ? NO_TIER[language] : standing)];
  if (rising) {
    const from = dateText(rising.at, words.timeZone, language);
    const risen = name(rising.tier.name);
    said.push(
      sentence(
        inEnglish ? `${risen} is reached and begins on ${from}` : `уровень ${risen} достигнут и начнётся ${from}`,
      ),
    );
  }
  if (next && !isNothing(next.missing)) {
    const [missing, higher] = [rest(next.missing), name(next.tier.name)];
    said.push(sentence(inEnglish ? `${missing} to go until ${higher}` : `ещё ${missing} до уровня ${higher}`));
  }
  if (stay && fall && isNothing(stay.missing)) {
    const kept = inEnglish ? `${name(tier.name)} is yours` : `уровень ${name(tier.name)} сохраняется`;
    said.push(sentence(`${kept} ${until(fall.at)}`));
  } else if (stay && fall) {
    const [missing, lower] = [rest(stay.missing), name(fall.tier.name)];
    said.push(
      sentence(
        inEnglish
          ? `to keep ${name(tier.name)}: ${missing} more ${until(stay.until)}`
          : `чтобы сохранить уровень ${name(tier.name)}: ещё ${missing} ${until(stay.until)}`,
      ),
      sentence(inEnglish ? `after that it becomes ${lower}` : `после этого он станет ${lower}`),
    );
  }
  return said;
}

const NO_TIER: Texts = { en: 'you have no tier yet', ru: 'у вас пока нет уровня' };

const RULES: Readonly<Record<TierRule, Texts>> = {
  joined: { en: 'joined', ru: 'вступление в программу' },
  reached_at_once: { en: 'reached by a purchase', ru: 'достигнут покупкой' },
  reached_at_period_end: { en: 'reached in the period that ended', ru: 'достигнут за прошедший период' },
  kept: { en: 'kept, as it was reached again', ru: 'сохранён: достигнут снова' },
  grace_began: { en: 'kept for the grace only', ru: 'сохранён на льготный срок' },
  kept_in_grace: { en: 'kept, as it was reached in the grace', ru: 'сохранён: достигнут в льготный срок' },
  fell_to_reached: { en: 'fell to what was reached', ru: 'снижен до достигнутого' },
  fell_one_step: { en: 'fell by one step', ru: 'снижен на одну ступень' },
  withdrawn: { en: 'withdrawn after a return', ru: 'отозван после возврата' },
};

/** One event of the history, with what was counted and needed, and where. */
export function tierStepText(step: TierStep, rules: TierRules, words: TierWords, language: Language): string {
  const { at, from, to, rule, period, counted, needed } = step;
  const inEnglish = language === 'en';
  const name = (rank: number) => quoted(tierOf(rules, rank).name[language], language);
  const date = dateText(at, words.timeZone, language);
  if (rule === 'joined') return `${date}: ${RULES.joined[language]}, ${name(to)}.`;

  const change = from === to ? name(to) : `${name(from)} → ${name(to)}`;
  const asked = MEASURES.filter((measure) => needed[measure] !== undefined);
  const had = Object.fromEntries(asked.map((measure) => [measure, counted[measure]]));
  const all = { ...words, match: 'all' as const };
  const numbers = [
    `${inEnglish ? 'counted' : 'учтено'} ${needsText(had, { ...all, rounding: 'down' }, language)}`,
    `${inEnglish ? 'needed' : 'нужно'} ${needsText(needed, { ...all, match: rules.match, rounding: 'up' }, language)}`,
    spanText(period, words.timeZone, language),
  ];
  return `${date}: ${change}, ${RULES[rule][language]} (${numbers.join('; ')}).`;
}

interface NeedsWords extends TierWords {
  readonly match: TierRules['match'];
  /** What is missing is never told too small, what was counted never too great. */
  readonly rounding: 'up' | 'down';
}

/** `350 points and €12.50`, `350 баллов или 3 покупки`. */
function needsText(needs: Needs, words: NeedsWords, language: Language): string {
  const texts = MEASURES.flatMap((measure) => {
    const count = needs[measure];
    return count === undefined ? [] : [measureText(measure, count, words, language)];
  });
  return listText(texts, words.match === 'all' ? 'and' : 'or', language);
}

function measureText(measure: keyof Measures, count: bigint, words: NeedsWords, language: Language): string {
  switch (measure) {
    case 'points':
      return countText(count, words.unit, language);
    case 'visits':
      return countText(count, NOUNS.purchase, language);
    case 'spend': {
      const amount = formatDecimal(divide(count, SPEND_SCALE, words.rounding), words.exponent);
      return moneyText({ amount, currency: words.currency }, language);
    }
    default:
      return measure satisfies never;
  }
}

function isNothing(needs: Needs): boolean {
  return MEASURES.every((measure) => needs[measure] === undefined);
}

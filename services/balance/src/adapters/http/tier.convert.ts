import {
  MEASURES,
  progressText,
  tellMeasure,
  tierStepText,
  tierSummary,
  type Language,
  type Needs,
  type Rounded,
  type TierAnswer,
  type TierStep,
  type TierWords,
} from '@loyalty/programme';
import { formatInstant, toId } from '@loyalty/service-host';
import type { TierSteps } from '../../application/list-tier-steps.js';

/**
 * Where the member stands. `progress` and `next.needed` are of the first of points, spend and visits that the ladder asks
 * for; `counted` and `missing` have all of them.
 */
export function tierBody(answer: TierAnswer | null) {
  if (!answer) return null;
  const { progress } = answer;
  const { counted, next, stay, graceUntil } = progress;
  const { id, until, progress: done, next: nearest } = tierSummary(answer);
  const say = (needs: Needs) => needsBody(needs, 'up', answer);
  return {
    id,
    until: until === null ? null : formatInstant(until),
    progress: done,
    next: next && nearest && { ...nearest, missing: say(next.missing) },
    counted: needsBody(counted, 'down', answer),
    stay: stay && { missing: say(stay.missing), until: formatInstant(stay.until) },
    graceUntil: graceUntil === null ? null : formatInstant(graceUntil),
    text: inBoth((language) => progressText(progress, wordsOf(answer), language)),
  };
}

export function tiersBody({ account, programme, version, asOf, tier, steps }: TierSteps) {
  return {
    account: toId('acc', account),
    programme,
    version,
    asOf: formatInstant(asOf),
    tier: tierBody(tier),
    items: tier ? steps.map((step) => tierStepBody(step, tier)) : [],
  };
}

/** One step of the history, with what it was made of. */
function tierStepBody(step: TierStep, answer: TierAnswer) {
  const { at, from, to, rule, period, counted, needed, purchase } = step;
  const { rules } = answer;
  return {
    at: formatInstant(at),
    from: rules.ladder[from]?.id ?? null,
    to: rules.ladder[to]?.id ?? null,
    rule,
    period: { from: formatInstant(period.from), until: formatInstant(period.until) },
    counted: needsBody(counted, 'down', answer),
    needed: needsBody(needed, 'up', answer),
    ...(purchase !== undefined && { purchase }),
    text: inBoth((language) => tierStepText(step, rules, wordsOf(answer), language)),
  };
}

function needsBody(needs: Needs, rounded: Rounded, answer: TierAnswer) {
  return Object.fromEntries(
    MEASURES.flatMap((measure) => {
      const value = needs[measure];
      return value === undefined ? [] : [[measure, tellMeasure(measure, value, rounded, answer)] as const];
    }),
  );
}

function wordsOf({ programme, rules }: TierAnswer): TierWords {
  const wallet = programme.wallets.get(rules.wallet) ?? [...programme.wallets.values()][0];
  if (!wallet) throw new Error(`${programme.id} has no wallet`);
  const exponent = programme.currencies.get(programme.currency)?.exponent ?? 2;
  return { timeZone: rules.timeZone, unit: wallet.words, currency: programme.currency, exponent };
}

function inBoth<Said>(say: (language: Language) => Said): Readonly<Record<Language, Said>> {
  return { en: say('en'), ru: say('ru') };
}

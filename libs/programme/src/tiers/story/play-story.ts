import { dateOf, formatDate } from '../../calendar/local-date.js';
import { zoneClock } from '../../calendar/zone-clock.js';
import { Meaning } from '../../document/meaning.js';
import { documentReader, inOrder } from '../../document/read-document.js';
import { formatDecimal } from '../../money/decimal.js';
import type { Instant } from '../../purchase.js';
import { NBSP } from '../../text/number-text.js';
import { LANGUAGES } from '../../text/texts.js';
import { progressText } from '../../text/tier-text.js';
import { buildUnit } from '../../text/unit.js';
import { buildTiers } from '../build-tiers.js';
import { MEASURES, SPEND_SCALE, type Needs } from '../measures.js';
import { tierProgress } from '../progress.js';
import type { Tier, TierRules } from '../tier-rules.js';
import { newTierState, tierAt, tierHistory, tierOf, type TierState } from '../tier-state.js';
import { arrive, type StoryDeeds } from './arrive.js';
import { localMoment } from './local-moment.js';
import { told, type StoryMeaning, type StoryProblem } from './story-problem.js';
import { storySchema, type ExpectationDocument, type StoryDocument } from './story.schema.js';

const read = documentReader(storySchema);

/**
 * Plays the history of one member through the tiers of a document, and says where something other came of it than stands
 * there, with line and column, what was expected and what was found. Nothing, where all came true.
 */
export function playTierStory(text: string): readonly StoryProblem[] {
  const reading = read(text);
  if (!reading.ok) return reading.problems;

  const meaning: StoryMeaning = new Meaning(reading.document);
  const story = reading.document.value as StoryDocument;
  const currency = story.currency ?? 'EUR';
  const timeZone = meaning.timeZone('/timeZone', story.timeZone);
  const exponent = meaning.currency('/currency', currency);
  const surroundings = { timeZone, exponent, wallets: new Map([['points', {}]]), earning: ['points'] };
  const rules = buildTiers(story.tiers, surroundings, meaning);
  if (meaning.problems.length > 0) return inOrder(meaning.problems);

  const moment = (pointer: string, written: string): Instant => {
    const at = localMoment(written, timeZone);
    const expected = 'a day and an hour that exist';
    const message = `There is no ${written}.`;
    if (at === undefined) meaning.refuse({ pointer, code: 'no_such_moment', message, expected, found: written });
    return at ?? 0;
  };
  const deeds: StoryDeeds = { rules, exponent, meaning, moment };
  const state = arrive(story.history, newTierState(moment('/joined', story.joined)), deeds);
  if (meaning.problems.length > 0) return inOrder(meaning.problems);

  story.then.forEach((expectation, index) => compare(expectation, `/then/${index}`, { ...deeds, state, currency }));
  if (story.steps) compareSteps(story, { ...deeds, state, currency });
  return inOrder(meaning.problems);
}

interface Played extends StoryDeeds {
  readonly state: TierState;
  readonly currency: string;
}

function compare(expectation: ExpectationDocument, pointer: string, played: Played): void {
  const { rules, state, exponent, currency, moment } = played;
  const at = moment(`${pointer}/at`, expectation.at);
  const progress = tierProgress(rules, state, at);
  const { tier, next, missing, toStay, fallsOn, fallsTo, says } = expectation;
  const check = (field: string, expected: string, found: string) =>
    told(`${pointer}/${field}`, expected, found, played.meaning);
  const nameOf = (of: Tier | undefined | null) => of?.id ?? 'none';

  if (tier !== undefined) check('tier', tier, nameOf(tierAt(rules, state, at)));
  if (next !== undefined) check('next', next, nameOf(progress.next?.tier));
  if (missing !== undefined) {
    const found = needsText(progress.next?.missing ?? {}, exponent);
    check('missing', writtenNeeds(`${pointer}/missing`, missing, played), found);
  }
  if (toStay !== undefined) {
    const found = needsText(progress.stay?.missing ?? {}, exponent);
    check('toStay', writtenNeeds(`${pointer}/toStay`, toStay, played), found);
  }
  if (fallsOn !== undefined) {
    const expected = instantText(moment(`${pointer}/fallsOn`, fallsOn));
    check('fallsOn', expected, progress.fall ? instantText(progress.fall.at) : 'never');
  }
  if (fallsTo !== undefined) check('fallsTo', fallsTo, nameOf(progress.fall?.tier));

  const words = { timeZone: rules.timeZone, unit: POINTS, currency, exponent };
  for (const language of LANGUAGES) {
    const expected = says?.[language];
    if (!expected) continue;
    const found = progressText(progress, words, language).map((sentence) => sentence.replaceAll(NBSP, ' '));
    check(`says/${language}`, expected.join(' '), found.join(' '));
  }
}

const POINTS = buildUnit({
  en: { one: 'point', other: 'points' },
  ru: { one: 'балл', few: 'балла', many: 'баллов' },
});

function compareSteps({ steps = [], then }: StoryDocument, { rules, state, moment, meaning }: Played): void {
  const last = Math.max(...then.map(({ at }, index) => moment(`/then/${index}/at`, at)));
  const found = tierHistory(rules, state, last).map(
    ({ at, to, rule }) => `${dayText(at, rules)} ${tierOf(rules, to).id ?? 'none'} ${rule}`,
  );
  const length = Math.max(steps.length, found.length);
  for (let index = 0; index < length; index++) {
    const pointer = index < steps.length ? `/steps/${index}` : '/steps';
    told(pointer, steps[index] ?? 'nothing more', found[index] ?? 'nothing more', meaning);
  }
}

function dayText(at: Instant, { timeZone }: TierRules): string {
  return formatDate(dateOf(zoneClock(timeZone).localDay(at)));
}

function instantText(at: Instant): string {
  return new Date(at).toISOString();
}

function writtenNeeds(
  pointer: string,
  needs: Readonly<Record<string, unknown>>,
  { meaning, exponent }: Played,
): string {
  const amounts = Object.keys(needs).map((measure) => {
    if (measure !== 'spend') return [measure, BigInt(Number(needs[measure]))] as const;
    return [measure, meaning.decimal(`${pointer}/spend`, exponent, 'zero or more') * SPEND_SCALE] as const;
  });
  return needsText(Object.fromEntries(amounts), exponent);
}

function needsText(needs: Needs, exponent: number): string {
  const parts = MEASURES.flatMap((measure) => {
    const count = needs[measure];
    if (count === undefined) return [];
    return [`${measure} ${measure === 'spend' ? formatDecimal(count / SPEND_SCALE, exponent) : count}`];
  });
  return parts.join(', ') || 'nothing';
}

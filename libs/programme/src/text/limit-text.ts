import { countTextOf, NOUNS } from './number-text.js';
import type { Language, Texts } from './texts.js';
import type { Unit } from './unit.js';

/** What a cap allows: so many points, or so often. */
export interface LimitSaid {
  readonly by: 'purchase' | 'day' | 'week' | 'month' | 'year' | 'member' | 'budget';
  readonly of: 'points' | 'uses';
  readonly max: bigint;
}

const SCOPES: Readonly<Record<LimitSaid['by'], Texts>> = {
  purchase: { en: 'for one purchase', ru: 'за одну покупку' },
  day: { en: 'a day', ru: 'в день' },
  week: { en: 'a week', ru: 'в неделю' },
  month: { en: 'a month', ru: 'в месяц' },
  year: { en: 'a year', ru: 'в год' },
  member: { en: 'for one member', ru: 'на одного участника' },
  budget: { en: 'for all members together', ru: 'на всех участников вместе' },
};

/** `at most 500 points a day`, `не более 3 раз в неделю`. */
export function limitText({ by, of, max }: LimitSaid, unit: Unit, language: Language): string {
  const count = countTextOf(max, of === 'points' ? unit : NOUNS.time, language);
  return `${language === 'en' ? 'at most' : 'не более'} ${count} ${SCOPES[by][language]}`;
}

import type { Instant } from '../purchase.js';
import { addMonths, dateOf, epochDayOf, type LocalDate } from './local-date.js';
import { zoneClock } from './zone-clock.js';

/** Upper bounds, exclusive, and what is below them. */
const GROUPS = [
  [18, 'under_18'],
  [25, '18_24'],
  [35, '25_34'],
  [45, '35_44'],
  [55, '45_54'],
  [65, '55_64'],
] as const;

export type AgeGroup = (typeof GROUPS)[number][1] | '65_plus';

/** How old someone is at an instant, coarsely: all that is told of a year of birth outside of where it is kept. */
export function ageGroup(at: Instant, born: LocalDate, timeZone: string): AgeGroup {
  const today = zoneClock(timeZone).localDay(at);
  const years = dateOf(today).year - born.year;
  const age = epochDayOf(addMonths(born, years * 12)) <= today ? years : years - 1;
  return GROUPS.find(([below]) => age < below)?.[1] ?? '65_plus';
}

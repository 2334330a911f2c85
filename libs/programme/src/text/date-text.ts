import { DAY, dateOf, type EpochDay } from '../calendar/local-date.js';
import { zoneClock } from '../calendar/zone-clock.js';
import type { Instant } from '../purchase.js';
import { NBSP } from './number-text.js';
import type { Language } from './texts.js';

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  en: 'January February March April May June July August September October November December'.split(' '),
  ru: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' '),
};

/** `31 January 2027`, `31 января 2027 г.`, by the clocks of the zone. */
export function dateText(at: Instant, timeZone: string, language: Language): string {
  return dayText(zoneClock(timeZone).localDay(at), language);
}

/** `31 January 2027, 14:30`. */
export function instantText(at: Instant, timeZone: string, language: Language): string {
  return `${dateText(at, timeZone, language)}, ${timeText(at, timeZone)}`;
}

/**
 * Until when something is good. What is over at midnight was good on the whole day before (rule 21), and that is the day
 * which people are told: `until 31 December 2026`, `до 31 декабря 2026 г. включительно`.
 */
export function untilText(at: Instant, timeZone: string, language: Language): string {
  const clock = zoneClock(timeZone);
  const day = clock.localDay(at);
  if (clock.startOfDay(day) === at) {
    const last = dayText(day - 1, language);
    return language === 'en' ? `until ${last}` : `до ${last} включительно`;
  }
  const [date, time] = [dayText(day, language), timeText(at, timeZone)];
  return language === 'en' ? `until ${time} on ${date}` : `до ${time} ${date}`;
}

/** Both days are whole; `until` is where the span is over. */
export function spanText(
  { from, until }: { from: Instant; until: Instant },
  timeZone: string,
  language: Language,
): string {
  const clock = zoneClock(timeZone);
  const [first, last] = [dayText(clock.localDay(from), language), dayText(clock.localDay(until - 1), language)];
  if (first === last) return language === 'en' ? `on ${first}` : first;
  return language === 'en' ? `from ${first} to ${last}` : `с ${first} по ${last}`;
}

function dayText(epochDay: EpochDay, language: Language): string {
  const { year, month, day } = dateOf(epochDay);
  const text = `${day}${NBSP}${MONTHS[language][month - 1]} ${year}`;
  return language === 'en' ? text : `${text}${NBSP}г.`;
}

function timeText(at: Instant, timeZone: string): string {
  const local = zoneClock(timeZone).localTime(at);
  const minutes = Math.floor((local - Math.floor(local / DAY) * DAY) / 60_000);
  return clockText(minutes);
}

/** Minutes since midnight as `18:30`. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

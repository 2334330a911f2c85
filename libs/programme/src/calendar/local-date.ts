/** A day of the calendar, in no zone. */
export interface LocalDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** A day as a count of days since 1970-01-01: what calendars compute with. */
export type EpochDay = number;

/** 0 is Monday, as in ISO 8601. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export const DAY = 86_400_000;

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

export function epochDayOf({ year, month, day }: LocalDate): EpochDay {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  return before * 365 + leapDays + (DAYS_BEFORE[month - 1] ?? 0) + leapDay + day - 1 - DAYS_TO_1970;
}

const DAYS_TO_1970 = 719_162;
const DAYS_IN_400_YEARS = 146_097;

/** The other way. Walks by 400, 100, 4 and 1 years, each as long as the calendar has repeated itself. */
export function dateOf(epochDay: EpochDay): LocalDate {
  let rest = epochDay + DAYS_TO_1970;
  const cycles = Math.floor(rest / DAYS_IN_400_YEARS);
  rest -= cycles * DAYS_IN_400_YEARS;
  const centuries = Math.min(3, Math.floor(rest / 36_524));
  rest -= centuries * 36_524;
  const fours = Math.floor(rest / 1461);
  rest -= fours * 1461;
  const years = Math.min(3, Math.floor(rest / 365));
  rest -= years * 365;

  const year = cycles * 400 + centuries * 100 + fours * 4 + years + 1;
  let month = Math.min(12, Math.floor(rest / 28) + 1);
  while (month > 1 && rest < startOfMonth(year, month)) month--;
  return { year, month, day: rest - startOfMonth(year, month) + 1 };
}

/** Days of the year before a month begins. */
function startOfMonth(year: number, month: number): number {
  return (DAYS_BEFORE[month - 1] ?? 0) + (month > 2 && isLeapYear(year) ? 1 : 0);
}

export function weekdayOf(epochDay: EpochDay): Weekday {
  return ((((epochDay + 3) % 7) + 7) % 7) as Weekday;
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The same day of a later (or earlier) month; the last of that month where it has no such day (31 → 30, 29 February → 28). */
export function addMonths({ year, month, day }: LocalDate, months: number): LocalDate {
  const count = year * 12 + month - 1 + months;
  const landed = { year: Math.floor(count / 12), month: (((count % 12) + 12) % 12) + 1 };
  return { ...landed, day: Math.min(day, daysInMonth(landed.year, landed.month)) };
}

/** `2026-03-29`; parsed by `parseDate`. */
export function formatDate({ year, month, day }: LocalDate): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Undefined for a day that the calendar does not have, such as 2026-02-29. */
export function parseDate(text: string): LocalDate | undefined {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return { year, month, day };
}

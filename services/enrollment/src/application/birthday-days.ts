import { birthdayOn, type CalendarDay, dayAt } from '@loyalty/programme';

/** A day on which birthdays are given in a programme. */
export interface BirthdayDay {
  /** Days of the year, `02-29`: those who were born on one of them have their birthday on it. */
  readonly born: readonly string[];
  readonly occasion: string;
  /** Half open. */
  readonly startsAt: number;
  readonly endsAt: number;
}

/** How many days late a birthday is still given: a job that was down for longer gives it no more. */
const CATCH_UP_DAYS = 7;
const DAYS_AHEAD = 366;

/** Today and the days before it on which a birthday may not have been given yet, by the programme's clocks. */
export function daysToGive(now: number, timeZone: string): readonly BirthdayDay[] {
  return Array.from({ length: CATCH_UP_DAYS + 1 }, (_, ago) => toBirthdayDay(dayAt(now, timeZone, -ago)));
}

/** The days to come, the next first: a year of them. */
export function daysToCome(now: number, timeZone: string): readonly BirthdayDay[] {
  return Array.from({ length: DAYS_AHEAD }, (_, ahead) => toBirthdayDay(dayAt(now, timeZone, ahead + 1)));
}

function toBirthdayDay(day: CalendarDay): BirthdayDay {
  const born = birthdayOn(day.date).map(({ month, day: dayOfMonth }) => dayOfYear(month, dayOfMonth));
  return { born, occasion: `birthday:${day.date.year}`, startsAt: day.startsAt, endsAt: day.endsAt };
}

/** `05-17`. */
export function dayOfYear(month: number, day: number): string {
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A month in the zone of the programme, as `2026-03`; they sort as text. */
export type Period = string;

export const PERIOD_PATTERN = '^[0-9]{4}-(0[1-9]|1[0-2])$';

export function periodAfter(period: Period): Period {
  const [year = 0, month = 0] = period.split('-').map(Number);
  return month === 12 ? periodOf(year + 1, 1) : periodOf(year, month + 1);
}

/** The month in which an instant lies. An instant belongs to what follows: midnight of the first is of the new month. */
export function periodAt(at: number, timeZone: string): Period {
  const { year, month } = Object.fromEntries(
    new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', calendar: 'gregory' })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${year?.padStart(4, '0')}-${month}`;
}

/** Both included; none where the first comes after the last. */
export function periodsBetween(first: Period, last: Period): readonly Period[] {
  const all: Period[] = [];
  for (let period = first; period <= last; period = periodAfter(period)) all.push(period);
  return all;
}

const periodOf = (year: number, month: number): Period =>
  `${year}`.padStart(4, '0') + `-${`${month}`.padStart(2, '0')}`;

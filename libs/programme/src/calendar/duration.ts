/** An ISO 8601 duration. Days and greater are calendar days of a zone; the rest is exact time. */
export interface Duration {
  /** As it was written. */
  readonly text: string;
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly milliseconds: number;
}

/** Bounded so that no instant that we compute leaves the calendar. */
export const DURATION_PATTERN =
  '^P(?=[0-9T])([0-9]{1,3}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,5}D)?(T(?=[0-9])([0-9]{1,6}H)?([0-9]{1,6}M)?([0-9]{1,8}S)?)?$';

const DURATION = new RegExp(DURATION_PATTERN);

export function parseDuration(text: string): Duration | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;

  const count = (group: number) => Number.parseInt(match[group] ?? '0', 10);
  return {
    text,
    years: count(1),
    months: count(2),
    weeks: count(3),
    days: count(4),
    milliseconds: count(6) * 3_600_000 + count(7) * 60_000 + count(8) * 1000,
  };
}

/** Whether it is any time at all. */
export function lasts({ years, months, weeks, days, milliseconds }: Duration): boolean {
  return years + months + weeks + days + milliseconds > 0;
}

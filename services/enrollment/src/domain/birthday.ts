const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const EARLIEST = '1900-01-01';

/** A day that exists, written as `1990-05-17`, of someone who may be alive. */
export function isBirthday(text: string): boolean {
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || text < EARLIEST) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Whether that day has not begun anywhere on earth. */
export function isStillToCome(birthday: string, now: number): boolean {
  const earliestZoneAheadMs = 14 * 3_600_000;
  return Date.parse(birthday) > now + earliestZoneAheadMs;
}

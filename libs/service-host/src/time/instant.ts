const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

const MINUTE = 60_000;
/** No place on Earth is further from UTC. */
const OFFSET_MINUTES_MAX = 14 * 60;

/** ISO 8601 in UTC; milliseconds appear only where there are some. */
export function formatInstant(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}

/**
 * Epoch milliseconds of an ISO 8601 instant. The offset is required: a time without one means another moment in every
 * zone. Dates that do not exist are refused rather than rolled over; what is finer than a millisecond is cut off.
 */
export function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (!match) return undefined;

  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((group) => Number(match[group]));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (hour === undefined || minute === undefined || second === undefined) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || !isDay(year, month, day)) return undefined;

  const offsetMinutes = readOffset(match[8], match[9], match[10]);
  if (offsetMinutes === undefined) return undefined;

  const millis = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  return Date.UTC(year, month - 1, day, hour, minute, second, millis) - offsetMinutes * MINUTE;
}

function isDay(year: number, month: number, day: number): boolean {
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  if (year < 100 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function readOffset(sign: string | undefined, hours: string | undefined, minutes: string | undefined) {
  if (sign === undefined) return 0;
  const total = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59 || total > OFFSET_MINUTES_MAX) return undefined;
  return sign === '-' ? -total : total;
}

import { Temporal } from 'temporal-polyfill';

/** How a file writes times: `yyyy-MM-dd HH:mm:ss`. What is not one of these letters stands for itself. */
const FIELDS = {
  yyyy: '\\d{4}',
  MM: '\\d{1,2}',
  dd: '\\d{1,2}',
  HH: '\\d{1,2}',
  mm: '\\d{1,2}',
  ss: '\\d{1,2}',
} as const;
type Field = keyof typeof FIELDS;

const REMEMBERED_MAX = 10_000;

export interface TimeFormat {
  /** Milliseconds since the epoch; undefined where the text is no such time. */
  parse(text: string): number | undefined;
}

/**
 * Local times of a zone. One that the clocks show twice is the earlier; one that they skip is moved on by what was
 * skipped. Undefined where the format does not name a day.
 */
export function parseTimeFormat(format: string, timeZone: string): TimeFormat | undefined {
  const fields: Field[] = [];
  const source = format
    .split(/(yyyy|MM|dd|HH|mm|ss)/)
    .map((part) => {
      if (!isField(part)) return part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
      fields.push(part);
      return `(${/\W/.test(format) ? FIELDS[part] : exactly(part)})`;
    })
    .join('');
  if (new Set(fields).size !== fields.length || !(['yyyy', 'MM', 'dd'] as const).every((it) => fields.includes(it)))
    return undefined;

  const pattern = new RegExp(`^${source}$`);
  const remembered = new Map<string, number | undefined>();
  return {
    parse(text) {
      if (remembered.has(text)) return remembered.get(text);
      if (remembered.size >= REMEMBERED_MAX) remembered.clear();
      const at = read(text, { pattern, fields, timeZone });
      remembered.set(text, at);
      return at;
    },
  };
}

function read(
  text: string,
  { pattern, fields, timeZone }: { pattern: RegExp; fields: readonly Field[]; timeZone: string },
): number | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const value = (field: Field) => Number(match[fields.indexOf(field) + 1] ?? 0);
  try {
    return Temporal.ZonedDateTime.from(
      {
        timeZone,
        year: value('yyyy'),
        month: value('MM'),
        day: value('dd'),
        hour: fields.includes('HH') ? value('HH') : 0,
        minute: fields.includes('mm') ? value('mm') : 0,
        second: fields.includes('ss') ? value('ss') : 0,
      },
      { overflow: 'reject' },
    ).epochMilliseconds;
  } catch (error) {
    // 31 February, or 25 o'clock.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isField(text: string): text is Field {
  return text in FIELDS;
}

/** Where nothing stands between the fields, as in 19970101, only their length tells them apart. */
function exactly(field: Field): string {
  return `\\d{${field.length}}`;
}

import { nearest } from '../document/nearest.js';
import type { Checking } from './checking.js';
import type { Domain } from './fact-schema.js';
import type { Term } from './term.js';
import type { Type } from './types.js';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A text that is written out must be one that the fact beside it can have: `tier == 'glod'` would never hold. */
export function checkDomain(type: Type, written: Term, checking: Checking): void {
  if (type.kind !== 'text' || !type.domain) return;
  if (written.op === 'list') {
    for (const item of written.items) checkDomain(type, item, checking);
    return;
  }
  if (written.op !== 'literal' || typeof written.value !== 'string') return;
  const expected = refusal(type.domain, written.value);
  if (expected === undefined) return;
  const message = `This is never \`${written.value}\`: expected ${expected}.`;
  checking.problems.push({ at: written.from, code: 'wrong_value', message, expected, found: written.value });
}

/** What was expected instead; undefined where the text will do. */
function refusal(domain: Domain, value: string): string | undefined {
  if ('values' in domain) {
    if (domain.values.includes(value)) return undefined;
    if (domain.values.length === 0) return 'a name that the programme declares; it declares none';
    return nearest(value, domain.values) ?? `one of ${domain.values.join(', ')}`;
  }
  if (domain.format === 'date') return isDate(value) ? undefined : 'a day as 2026-11-27';
  return TIME.test(value) ? undefined : 'a time of day as 09:30, until 23:59';
}

/** Whether the calendar has this day: by its form alone, the 31st of February would pass. */
function isDate(value: string): boolean {
  const [year = 0, month = 0, day = 0] = (DATE.exec(value) ?? []).slice(1).map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}

import { isReason, parseInstant, REASON_EXPECTED } from '@loyalty/service-host';
import { InvalidArgumentError } from 'commander';

/** What is written on a command line, as what it means. Each says what it expected. */
export function listOf(text: string): string[] {
  return text.split(',').map((each) => each.trim());
}

/** As the doors of staff take it: the journal keeps no reason of blanks, whichever way it came. */
export function reasonOf(text: string): string {
  if (!isReason(text)) throw new InvalidArgumentError(REASON_EXPECTED);
  return text;
}

/** Of a key: lists and the audit trail show it, each in one line. */
export function nameOf(text: string): string {
  if (!/\S/.test(text) || /\p{Cc}/u.test(text)) throw new InvalidArgumentError('one line that is not blank');
  return text.trim();
}

export function serverUrl(text: string): string {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? ''))
    throw new InvalidArgumentError('an address, as http://127.0.0.1:8080');
  return text;
}

export function databaseUrl(text: string): string {
  if (!/^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? ''))
    throw new InvalidArgumentError('an address, as postgresql://role:password@host/database');
  return text;
}

export function onlyCsv(format: string): string {
  if (format !== 'csv') throw new InvalidArgumentError('the format is csv');
  return format;
}

export function wholeNumber(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 on');
  return Number(text);
}

export function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('a port is between 0 and 65535');
  return port;
}

export function instantOf(text: string): number {
  const instant = parseInstant(text);
  if (instant === undefined) throw new InvalidArgumentError('an instant with an offset, as 2026-01-01T00:00:00Z');
  return instant;
}

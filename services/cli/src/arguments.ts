import { parseInstant } from '@loyalty/service-host';
import { InvalidArgumentError } from 'commander';

/** What is written on a command line, as what it means. Each says what it expected. */
export function listOf(text: string): string[] {
  return text.split(',').map((each) => each.trim());
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

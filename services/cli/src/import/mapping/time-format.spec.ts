import { describe, expect, it } from '@jest/globals';
import { parseTimeFormat } from './time-format.js';

function read(text: string, format: string, zone = 'Europe/London'): string | undefined {
  const at = parseTimeFormat(format, zone)?.parse(text);
  return at === undefined ? undefined : new Date(at).toISOString();
}

describe('A time in a file', () => {
  it.each([
    ['2010-12-01 08:26:00', 'yyyy-MM-dd HH:mm:ss', '2010-12-01T08:26:00.000Z'],
    ['2011-07-01 08:26:00', 'yyyy-MM-dd HH:mm:ss', '2011-07-01T07:26:00.000Z'],
    ['12/1/2010 8:26', 'MM/dd/yyyy HH:mm', '2010-12-01T08:26:00.000Z'],
    ['01.07.2011', 'dd.MM.yyyy', '2011-06-30T23:00:00.000Z'],
    ['19970101', 'yyyyMMdd', '1997-01-01T00:00:00.000Z'],
    ['2011-07-01T08:26', 'yyyy-MM-ddTHH:mm', '2011-07-01T07:26:00.000Z'],
  ])('%s as %s is %s', (text, format, expected) => {
    expect(read(text, format)).toBe(expected);
  });

  it.each(['2010-13-01', '2010-02-29', '2010-1', 'x2010-01-01', '2010-01-01x', ''])('is not %j', (text) => {
    expect(read(text, 'yyyy-MM-dd')).toBeUndefined();
    expect(read(text, 'yyyy-MM-dd')).toBeUndefined();
  });

  it('that the clocks show twice is the earlier, and one that they skip is moved on', () => {
    expect(read('2011-10-30 01:30', 'yyyy-MM-dd HH:mm')).toBe('2011-10-30T00:30:00.000Z');
    expect(read('2011-03-27 01:30', 'yyyy-MM-dd HH:mm')).toBe('2011-03-27T01:30:00.000Z');
  });

  it('takes letters that mean something elsewhere as they stand', () => {
    expect(read('(2010)+12.01', '(yyyy)+MM.dd')).toBe('2010-12-01T00:00:00.000Z');
    expect(read('(2010)+12x01', '(yyyy)+MM.dd')).toBeUndefined();
  });
});

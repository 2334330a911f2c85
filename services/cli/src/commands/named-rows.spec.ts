import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { CommandFailed } from '../output.js';
import { namedRows } from './named-rows.js';

async function read(bytes: AsyncIterable<Buffer>): Promise<readonly object[]> {
  const rows: object[] = [];
  for await (const row of namedRows(bytes, 'theirs.csv')) rows.push(row);
  return rows;
}

const file = (text: string, encoding: BufferEncoding = 'utf8') => Readable.from([Buffer.from(text, encoding)]);

describe('A CSV that a command is given', () => {
  it('is read by the names of its columns, whatever its line ends and its first bytes', async () => {
    const text = '\uFEFFcode,member\r\n SUMMER-1 ,\r\n\r\n"A,B",mem_1\r\n';
    expect(await read(file(text))).toEqual([
      { line: 2, values: { code: 'SUMMER-1', member: '' } },
      { line: 4, values: { code: 'A,B', member: 'mem_1' } },
    ]);
  });

  it.each([
    ['a row is too short', file('code,member\nSUMMER-1\n'), 'theirs.csv: Invalid Record Length'],
    ['a quote stands where none can', file('code;x\nA;"B"\n'), 'theirs.csv: Invalid Opening Quote'],
    ['it is not UTF-8', file('code\ncaf\xe9-2026\n', 'latin1'), 'not UTF-8'],
  ])('is told in a line where %s', async (_what, bytes, told) => {
    const error = await read(bytes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CommandFailed);
    expect((error as Error).message).toContain(told);
  });

  it('that is not there fails the command, and does not end the process', async () => {
    await expect(read(createReadStream('/nowhere/theirs.csv'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

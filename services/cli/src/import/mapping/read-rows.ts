import { Readable } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';
import type { Format } from './mapping.js';
import type { Row } from './template.js';

/** A quote that is never closed would otherwise take the rest of the file for one value. */
const ROW_LENGTH_MAX = 1_000_000;

/** Nothing of such a file is sent: what follows the line cannot be told apart. */
export class FileNotReadable extends Error {
  override readonly name = 'FileNotReadable';

  constructor(
    readonly fileLine: number,
    cause: Error,
  ) {
    super(`The row that begins in line ${fileLine} cannot be read: ${cause.message}`, { cause });
  }
}

/** The rows of a file, one by one; the line of names, where there is one, is the first. Blank lines are no rows. */
export function readRows(format: Format, bytes: AsyncIterable<Buffer>): AsyncIterable<Row> {
  return format.kind === 'whitespace' ? readBlanks(bytes) : readDelimited(format, bytes);
}

async function* readDelimited({ separator, quote }: Format, bytes: AsyncIterable<Buffer>): AsyncGenerator<Row> {
  let line = 1;
  const options: Options<Row, { record: string[]; raw: string }> = {
    delimiter: separator,
    quote,
    bom: true,
    raw: true,
    maxRecordSize: ROW_LENGTH_MAX,
    relaxColumnCount: true,
    relaxQuotes: true,
    // Counted while parsing: when the parser fails, rows that wait to be read are lost, and with them where it was.
    onRecord: ({ record: values, raw }) => {
      const row: Row = { line, values };
      line += linesOf(raw);
      return values.length > 1 || values[0] !== '' ? row : undefined;
    },
  };
  try {
    // The typings of `parse` know rows of a shape of their own only where columns are named.
    yield* Readable.from(bytes).pipe(parse(options as unknown as Options)) as AsyncIterable<Row>;
  } catch (error) {
    throw error instanceof CsvError ? new FileNotReadable(line, error) : error;
  }
}

/** A quoted value may go over several lines. The last character ends the row, if it is a line's end at all. */
function linesOf(raw: string): number {
  let lines = 1;
  for (let at = raw.indexOf('\n'); at >= 0 && at < raw.length - 1; at = raw.indexOf('\n', at + 1)) lines++;
  return lines;
}

async function* readBlanks(bytes: AsyncIterable<Buffer>): AsyncGenerator<Row> {
  const decoder = new TextDecoder('utf-8');
  let line = 0;
  let rest = '';
  const rowsOf = function* (text: string): Generator<Row> {
    line++;
    const trimmed = text.trim();
    if (trimmed !== '') yield { line, values: trimmed.split(/\s+/) };
  };
  for await (const chunk of bytes) {
    const texts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) yield* rowsOf(text);
  }
  yield* rowsOf(rest + decoder.decode());
}

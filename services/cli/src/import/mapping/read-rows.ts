import { Readable } from 'node:stream';
import { errorCode } from '@loyalty/postgres';
import { CsvError, parse, type Options } from 'csv-parse';
import { CommandFailed } from '../../output.js';
import type { Format } from './mapping.js';
import type { Row } from './template.js';

/** A quote that is never closed would otherwise take the rest of the file for one value. */
const ROW_LENGTH_MAX = 1_000_000;

/** Nothing of such a file is sent: what follows the line cannot be told apart. */
export class FileNotReadable extends CommandFailed {
  override readonly name = 'FileNotReadable';

  constructor(
    readonly fileLine: number,
    cause: Error,
  ) {
    super(`The row that begins in line ${fileLine} cannot be read: ${cause.message}`);
    this.cause = cause;
  }
}

/** The rows of a file, one by one; the line of names, where there is one, is the first. Blank lines are no rows. */
export function readRows(format: Format, bytes: AsyncIterable<Buffer>): AsyncIterable<Row> {
  const text = onlyUtf8(bytes);
  return format.kind === 'whitespace' ? readBlanks(text) : readDelimited(format, text);
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
    const parser = parse(options as unknown as Options);
    const source = Readable.from(bytes);
    // A pipe does not pass on what goes wrong with its source.
    source.on('error', (error) => parser.destroy(error));
    yield* source.pipe(parser) as AsyncIterable<Row>;
  } catch (error) {
    throw error instanceof CsvError ? new FileNotReadable(line, error) : error;
  }
}

/**
 * The bytes as they come. Letters of another encoding would be lost, and with them what tells two cards or articles apart.
 * @throws CommandFailed where they are not UTF-8, or cannot be unpacked
 */
export async function* onlyUtf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of bytes) {
      decoder.decode(chunk, { stream: true });
      yield chunk;
    }
    decoder.decode();
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw new CommandFailed('the file is not UTF-8; convert it first, as with `iconv -t utf-8`');
    if (code.startsWith('Z_')) throw new CommandFailed(`the file cannot be unpacked: ${(error as Error).message}`);
    throw error;
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

import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { onlyUtf8 } from '../import/mapping/read-rows.js';
import { CommandFailed } from '../output.js';

/**
 * The rows of a CSV by the names of its columns, one by one; blank lines are no rows.
 * @throws CommandFailed where it is no CSV, or not UTF-8; what goes wrong with reading `bytes` is thrown as it is
 */
export async function* namedRows(
  bytes: AsyncIterable<Buffer>,
  name: string,
): AsyncGenerator<Readonly<Record<string, string>>> {
  const parser = parse({ columns: true, trim: true, skip_empty_lines: true, bom: true });
  const source = Readable.from(onlyUtf8(bytes));
  // A pipe does not pass on what goes wrong with its source.
  source.on('error', (error) => parser.destroy(error));
  try {
    yield* source.pipe(parser) as AsyncIterable<Readonly<Record<string, string>>>;
  } catch (error) {
    throw error instanceof CsvError ? new CommandFailed(`${name}: ${error.message}`) : error;
  }
}

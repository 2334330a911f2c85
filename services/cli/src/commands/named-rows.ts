import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { onlyUtf8 } from '../import/mapping/read-rows.js';
import { CommandFailed } from '../output.js';

/** A row by the names of its columns, and the line of the file in which it ends; the first is 1. */
export interface NamedRow {
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The rows of a CSV by the names of its columns, one by one; blank lines are no rows.
 * @throws CommandFailed where it is no CSV, or not UTF-8; what goes wrong with reading `bytes` is thrown as it is
 */
export async function* namedRows(bytes: AsyncIterable<Buffer>, name: string): AsyncGenerator<NamedRow> {
  const parser = parse({ columns: true, trim: true, skip_empty_lines: true, bom: true, info: true });
  const source = Readable.from(onlyUtf8(bytes));
  // A pipe does not pass on what goes wrong with its source.
  source.on('error', (error) => parser.destroy(error));
  try {
    const rows = source.pipe(parser) as AsyncIterable<{ info: { lines: number }; record: NamedRow['values'] }>;
    for await (const { info, record } of rows) yield { line: info.lines, values: record };
  } catch (error) {
    throw error instanceof CsvError ? new CommandFailed(`${name}: ${error.message}`) : error;
  }
}

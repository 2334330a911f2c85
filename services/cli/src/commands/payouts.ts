import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type Api, RequestRefused } from '../client/api.js';
import { CommandFailed, type Output } from '../output.js';
import { namedRows } from './named-rows.js';
import { differencesOf, type PayoutLine } from './payout-differences.js';

export interface PayoutDay {
  readonly programme: string;
  readonly day: string;
}

const NEEDED = ['payout', 'amount', 'currency', 'status'];

/** On standard output unless a file is named. */
export async function savePayouts(
  api: Api,
  output: Output,
  asked: PayoutDay & { readonly out?: string },
): Promise<void> {
  const csv = await fileOf(api, asked);
  const rows = (await linesOf(bytesOf(csv), 'our file')).length;
  if (asked.out === undefined) {
    process.stdout.write(csv);
    // The rows alone, so that they can be piped.
    if (output.isJson) output.summary({ rows }, '');
    return;
  }
  await writeFile(asked.out, csv);
  output.summary({ rows, file: asked.out }, `${rows} payouts are in ${asked.out}`);
}

/** Names each difference; payouts of the provider's that are not of this day are looked up before they are called unknown. */
export async function comparePayouts(
  api: Api,
  output: Output,
  asked: PayoutDay & { readonly file: string },
): Promise<void> {
  const ours = await linesOf(bytesOf(await fileOf(api, asked)), 'our file');
  const theirs = await linesOf(createReadStream(asked.file), asked.file);
  const known = new Set(ours.map(({ payout }) => payout));
  const elsewhere: PayoutLine[] = [];
  for (const { payout } of theirs.filter((line) => !known.has(line.payout))) {
    const found = await lineOf(api, payout);
    if (found) elsewhere.push(found);
  }
  const differences = differencesOf(ours, theirs, elsewhere);
  const summary = {
    ok: differences.length === 0,
    ours: ours.length,
    theirs: theirs.length,
    different: differences.length,
    differences,
  };
  if (differences.length === 0) {
    output.summary(summary, `${ours.length} payouts, and the provider says the same`);
    return;
  }
  const lines = differences.map(
    ({ payout, differs, ours: here, theirs: there }) => `${payout}: ${differs}: ours ${here}, theirs ${there}`,
  );
  output.summary(summary, [`${differences.length} differences:`, ...lines].join('\n'));
  throw new CommandFailed('');
}

async function fileOf(api: Api, { programme, day }: PayoutDay): Promise<string> {
  const path = `/v1/payouts/days/${encodeURIComponent(day)}?programme=${encodeURIComponent(programme)}`;
  return (await api.send('GET', path)).text();
}

async function lineOf(api: Api, id: string): Promise<PayoutLine | undefined> {
  try {
    const { payout } = await api.get<{ payout: Omit<PayoutLine, 'payout'> & { id: string } }>(
      `/v1/payouts/${encodeURIComponent(id)}`,
    );
    return { ...payout, payout: payout.id };
  } catch (error) {
    if (error instanceof RequestRefused && error.problem.status === 404) return undefined;
    throw error;
  }
}

const bytesOf = (text: string): AsyncIterable<Buffer> => Readable.from([Buffer.from(text)]);

async function linesOf(bytes: AsyncIterable<Buffer>, file: string): Promise<readonly PayoutLine[]> {
  const rows: Readonly<Record<string, string>>[] = [];
  for await (const { values } of namedRows(bytes, file)) rows.push(values);
  const missing = rows[0] ? NEEDED.filter((column) => !(column in (rows[0] ?? {}))) : [];
  if (missing.length > 0) throw new CommandFailed(`${file} has no column ${missing.join(', ')}`);
  return rows.map(({ payout = '', amount = '', currency = '', status = '', reference }) => ({
    payout,
    amount,
    currency,
    status,
    ...(reference === undefined || reference === '' ? {} : { reference }),
  }));
}

import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { type Api, RequestRefused } from '../client/api.js';
import { CommandFailed, type Output } from '../output.js';
import { namedRows } from './named-rows.js';

/** As many as the door takes in one call. */
const CODES_AT_ONCE = 10_000;

interface PutAnswer {
  readonly reward: { readonly id: string; readonly version: number };
}

export interface PutFlags {
  readonly file: string;
  /** Why it is put; kept in the journal of staff actions. */
  readonly reason: string;
}

/** Puts a reward's file into the catalogue; the file's name is its id. */
export async function putReward(api: Api, output: Output, { file, reason }: PutFlags): Promise<void> {
  const id = basename(file, extname(file));
  const document = parseJson(file, await readFile(file, 'utf8'));
  try {
    const init = { body: JSON.stringify(document), headers: { 'content-type': 'application/json' } };
    const answer = await api.send(
      'PUT',
      `/v1/rewards/${encodeURIComponent(id)}?${new URLSearchParams({ reason })}`,
      init,
    );
    const { version } = ((await answer.json()) as PutAnswer).reward;
    output.summary({ ok: true, reward: id, version }, `${id} is in the catalogue, version ${version}`);
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    throw new CommandFailed(`${file}: ${error.message}`);
  }
}

/** Editors of some systems begin a file with a byte order mark. */
function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw error instanceof SyntaxError ? new CommandFailed(`${file} is not JSON: ${error.message}`) : error;
  }
}

/** Codes that were made elsewhere: a CSV with a column `code` and, where they are bound, `member`. Again adds none. */
export async function importVouchers(
  api: Api,
  output: Output,
  { file, pool, reason }: PutFlags & { readonly pool: string },
): Promise<void> {
  const total = { added: 0, known: 0 };
  const path = `/v1/voucher-pools/${encodeURIComponent(pool)}/codes`;
  const send = async (codes: readonly object[]): Promise<void> => {
    const { added, known } = await api.post<typeof total>(path, { codes, reason });
    total.added += added;
    total.known += known;
  };
  let codes: object[] = [];
  for await (const { code, member = '' } of namedRows(createReadStream(file), file)) {
    if (code === undefined) throw new CommandFailed(`${file} has no column 'code'`);
    codes.push(member === '' ? { code } : { code, member });
    if (codes.length < CODES_AT_ONCE) continue;
    await send(codes);
    codes = [];
  }
  if (codes.length > 0) await send(codes);
  output.summary(total, `${total.added} codes added to ${pool}, ${total.known} were known`);
}

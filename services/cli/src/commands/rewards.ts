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

interface ReadCode {
  readonly line: number;
  readonly code: object;
}

/**
 * Codes that were made elsewhere: a CSV with a column `code` and, where they are bound, `member`. Again adds none.
 * @throws CommandFailed that names the lines of what is refused; none of the codes that were sent with them is added
 */
export async function importVouchers(
  api: Api,
  output: Output,
  { file, pool, reason }: PutFlags & { readonly pool: string },
): Promise<void> {
  const total = { added: 0, known: 0 };
  const path = `/v1/voucher-pools/${encodeURIComponent(pool)}/codes`;
  const send = async (read: readonly ReadCode[]): Promise<void> => {
    try {
      const { added, known } = await api.post<typeof total>(path, { codes: read.map(({ code }) => code), reason });
      total.added += added;
      total.known += known;
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error;
      throw new CommandFailed(`${file}: ${inLines(error, read).message}`);
    }
  };
  let read: ReadCode[] = [];
  for await (const { line, values } of namedRows(createReadStream(file), file)) {
    const { code, member = '' } = values;
    if (code === undefined) throw new CommandFailed(`${file} has no column 'code'`);
    read.push({ line, code: member === '' ? { code } : { code, member } });
    if (read.length < CODES_AT_ONCE) continue;
    await send(read);
    read = [];
  }
  if (read.length > 0) await send(read);
  output.summary(total, `${total.added} codes added to ${pool}, ${total.known} were known`);
}

/** `/codes/0/code`, the place among those that were sent at once, is `line 2, /code` of the file. */
function inLines({ problem }: RequestRefused, read: readonly ReadCode[]): RequestRefused {
  const errors = (problem.errors ?? []).map((error) => {
    const [, place = '', field = ''] = /^\/codes\/(\d+)(.*)$/.exec(error.pointer) ?? [];
    const line = place === '' ? undefined : read[Number(place)]?.line;
    return line === undefined ? error : { ...error, pointer: `line ${line}, ${field}` };
  });
  return new RequestRefused({ ...problem, errors });
}

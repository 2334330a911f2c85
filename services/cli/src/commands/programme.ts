import { readFile } from 'node:fs/promises';
import { parseProgramme, type Programme } from '@loyalty/programme';
import type { Api } from '../client/api.js';
import { CommandFailed, type Output } from '../output.js';
import { problemLines } from '../problem-lines.js';
import { changeOf, planProgramme, sayChanged } from './programme-life.js';

export interface ChangeFlags {
  /** A file; `true`: the one beside the document. */
  readonly tests?: string | true;
  readonly reason?: string;
}

export async function checkProgramme(output: Output, file: string): Promise<void> {
  const { programme } = await readProgramme(output, file);
  output.summary({ ok: true, programme: programme.id }, `${file}: ${programme.id} is a programme without problems`);
}

export async function planFile(
  api: Api,
  output: Output,
  { file, ...flags }: ChangeFlags & { file: string },
): Promise<void> {
  const { programme } = await readProgramme(output, file);
  await planProgramme(api, output, { id: programme.id, change: await changeOf(file, flags) });
}

export async function applyProgramme(
  api: Api,
  output: Output,
  { file, ...flags }: ChangeFlags & { file: string },
): Promise<void> {
  const { id } = (await readProgramme(output, file)).programme;
  const answer = await api.send('PUT', `/v1/programmes/${encodeURIComponent(id)}`, await changeOf(file, flags));
  sayChanged(output, { id, answer: (await answer.json()) as object });
}

/** The document as it is, which every server of programmes takes. */
export async function putProgramme(
  api: Api,
  id: string,
  text: string,
): Promise<{ readonly version: number; readonly repeated: boolean }> {
  const answer = await api.send('PUT', `/v1/programmes/${encodeURIComponent(id)}`, {
    body: text,
    headers: { 'content-type': 'application/yaml' },
  });
  const { programme, repeated } = (await answer.json()) as { programme?: { version: number }; repeated: boolean };
  if (!programme) throw new CommandFailed(`${id} is proposed: a second person approves it, and then it can be used`);
  return { version: programme.version, repeated };
}

async function readProgramme(output: Output, file: string): Promise<{ programme: Programme; text: string }> {
  const text = await readFile(file, 'utf8');
  const parsed = parseProgramme(text);
  if (parsed.ok) return { programme: parsed.programme, text };
  output.say(problemLines(file, parsed.problems));
  output.summary({ ok: false, problems: parsed.problems }, `${file}: ${parsed.problems.length} problems`);
  throw new CommandFailed('');
}

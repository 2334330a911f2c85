import { readFile, writeFile } from 'node:fs/promises';
import type { Api } from '../client/api.js';
import type { Output } from '../output.js';

const path = (id: string, rest = '') => `/v1/programmes/${encodeURIComponent(id)}${rest}`;

interface Difference {
  readonly changes: readonly { readonly text: string }[];
}

interface Plan extends Difference {
  readonly programme: string;
  readonly base: number;
  readonly warnings: readonly { readonly text: string }[];
}

/** What the document of a file would change; nothing is written. */
export async function planProgramme(
  api: Api,
  output: Output,
  { id, change }: { readonly id: string; readonly change: RequestInit },
): Promise<void> {
  const plan = (await (await api.send('POST', path(id, '/plan'), change)).json()) as Plan;
  output.say(linesOf(plan));
  for (const { text } of plan.warnings) output.say(`warning: ${text}`);
  const counts = `${plan.changes.length} changes, ${plan.warnings.length} warnings`;
  output.summary({ ...plan }, `${id}: ${counts} against version ${plan.base}`);
}

export interface Approval {
  readonly id: string;
  readonly proposal: string;
  readonly reason: string;
}

export async function approveProgramme(api: Api, output: Output, { id, ...approval }: Approval): Promise<void> {
  const { programme, repeated } = await api.post<Changed>(path(id, '/approve'), approval);
  output.summary({ programme: id, version: programme.version, repeated }, `${id} is now version ${programme.version}`);
}

interface Changed {
  readonly programme: { readonly version: number };
  readonly repeated: boolean;
}

export interface RollBack {
  readonly id: string;
  readonly to: number;
  readonly reason: string;
}

export async function rollBackProgramme(api: Api, output: Output, { id, ...asked }: RollBack): Promise<void> {
  sayChanged(output, { id, answer: await api.post(path(id, '/rollback'), asked) });
}

export interface SetPolicy {
  readonly id: string;
  readonly approval: string;
  readonly tests: string;
  readonly reason: string;
}

/** What is asked of whoever changes the programme from now on. */
export async function setProgrammePolicy(api: Api, output: Output, { id, ...policy }: SetPolicy): Promise<void> {
  const answer = await api.send('PUT', path(id, '/policy'), {
    body: JSON.stringify(policy),
    headers: { 'content-type': 'application/json' },
  });
  const { approval, tests, repeated } = (await answer.json()) as Omit<SetPolicy, 'id'> & { readonly repeated: boolean };
  const said = `a second person is ${saidOf(approval)}, tests are ${saidOf(tests)}`;
  output.summary({ programme: id, approval, tests, changed: !repeated }, `${id}: ${said}`);
}

const saidOf = (demand: string) => (demand === 'required' ? 'required' : 'not asked for');

/** A new version, none since it was that already, or a proposal that waits for a second person. */
export function sayChanged(output: Output, { id, answer }: { readonly id: string; readonly answer: object }): void {
  if ('proposal' in answer) {
    const { proposal } = answer as { readonly proposal: { readonly id: string; readonly base: number } };
    const summary = { programme: id, proposal: proposal.id, base: proposal.base, changed: false };
    output.summary(summary, `${id} is proposed as ${proposal.id}; a second person approves it with a key of their own`);
    return;
  }
  const { programme, repeated } = answer as Changed;
  const summary = { programme: id, version: programme.version, changed: !repeated };
  output.summary(summary, `${id} is ${repeated ? 'unchanged, still' : 'applied as'} version ${programme.version}`);
}

export interface ExportFlags {
  readonly version?: number;
  readonly out?: string;
}

/** Byte for byte as it was applied. */
export async function exportProgramme(
  api: Api,
  output: Output,
  { id, version, out }: ExportFlags & { readonly id: string },
): Promise<void> {
  const answer = await api.send('GET', path(id, version === undefined ? '' : `/versions/${version}`));
  const document = Buffer.from(await answer.arrayBuffer());
  const exported = Number(answer.headers.get('etag')?.replaceAll('"', ''));
  const summary = { programme: id, version: exported, bytes: document.length };
  if (out === undefined) {
    // The document alone, so that it can be piped.
    if (!output.isJson) return void process.stdout.write(document);
    return output.summary({ ...summary, document: document.toString() }, '');
  }
  await writeFile(out, document);
  output.summary({ ...summary, out }, `${id} version ${exported}: ${document.length} bytes in ${out}`);
}

export async function diffProgramme(
  api: Api,
  output: Output,
  { id, from, to }: { readonly id: string; readonly from: number; readonly to: number },
): Promise<void> {
  const diff = await api.get<Difference>(path(id, `/diff?from=${from}&to=${to}`));
  output.say(linesOf(diff));
  output.summary({ ...diff }, `${id}: ${diff.changes.length} changes from version ${from} to ${to}`);
}

interface HistoryItem {
  readonly at: string;
  readonly step: string;
  readonly by: string;
  readonly road: string;
  readonly reason: string | null;
  readonly version?: number;
  readonly proposal?: string;
  readonly campaign?: string;
}

export async function showHistory(api: Api, output: Output, id: string): Promise<void> {
  const { items } = await api.get<{ items: readonly HistoryItem[] }>(path(id, '/history'));
  const lines = items.map(({ at, step, by, road, reason, version, proposal, campaign }) => {
    const about = [version === undefined ? '' : `version ${version}`, proposal, campaign].filter(Boolean).join(' ');
    return [at, step, about, by, road, reason ?? ''].join('  ').trimEnd();
  });
  output.summary({ items }, lines.join('\n'));
}

/** A document with its tests and why in one request; alone it is sent as it is, as every server of programmes takes it. */
export async function changeOf(
  file: string,
  { tests, reason }: { readonly tests?: string | true; readonly reason?: string },
): Promise<RequestInit> {
  const document = await readFile(file, 'utf8');
  if (tests === undefined && reason === undefined)
    return { body: document, headers: { 'content-type': 'application/yaml' } };
  const beside = tests === true ? file.replace(/\.ya?ml$/, '') + '.test.yaml' : tests;
  const change = { document, ...(beside !== undefined && { tests: await readFile(beside, 'utf8') }), reason };
  return {
    body: JSON.stringify(change),
    headers: { 'content-type': 'application/vnd.loyalty.programme-change+json' },
  };
}

function linesOf({ changes }: Difference): string {
  return changes.length === 0 ? 'nothing would change' : changes.map(({ text }) => `- ${text}`).join('\n');
}

import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { Api } from '../client/api.js';
import { importPurchases } from '../import/import-purchases.js';
import { parseMapping } from '../import/mapping/parse-mapping.js';
import type { Mapping } from '../import/mapping/mapping.js';
import { createProgress } from '../import/progress.js';
import { Report } from '../import/report.js';
import { CommandFailed, type Output } from '../output.js';
import { problemLines } from '../problem-lines.js';
import { putProgramme } from './programme.js';

export interface ImportOptions {
  readonly file: string;
  readonly mapping: string;
  readonly report: string | undefined;
}

export async function runImport(
  server: { readonly url: string; readonly key: string },
  output: Output,
  options: ImportOptions,
): Promise<void> {
  const mapping = await readMapping(options.mapping);
  await ensureProgramme(new Api(server.url, server.key), output, { mapping, file: options.mapping });
  const report = new Report(options.report ?? `${basename(options.file)}.report.csv`);
  const progress = createProgress();
  const startedAt = performance.now();
  try {
    const tally = await importPurchases({ file: options.file, mapping, server, report, onProgress: progress.show });
    const seconds = (performance.now() - startedAt) / 1000;
    progress.stop();
    const { purchases, returns, members, points, takenBack, repeated, rejected, unmatched } = tally;
    const perSecond = Math.round((purchases + returns + repeated) / seconds);
    output.summary(
      {
        purchases,
        returns,
        members,
        points,
        takenBack,
        repeated,
        rejected,
        unmatched,
        seconds: round(seconds),
        perSecond,
      },
      `${purchases} purchases and ${returns} returns of ${members} members added ${points} points and took ${takenBack} back ` +
        `in ${round(seconds)} s (${perSecond}/s); ${repeated} were known, ${rejected} rejected, ${unmatched} lines unmatched`,
    );
  } finally {
    progress.stop();
    await report.close();
    if (report.written > 0) output.say(`${report.written} lines with reasons are in ${report.path}`);
  }
}

async function readMapping(path: string): Promise<Mapping> {
  const parsed = parseMapping(await readFile(path, 'utf8'));
  if (!parsed.ok) throw new CommandFailed(problemLines(path, parsed.problems));
  return parsed.mapping;
}

/** Without its programme every line would be refused for the same reason. */
async function ensureProgramme(api: Api, output: Output, named: { mapping: Mapping; file: string }): Promise<void> {
  const { programme: id, programmeFile } = named.mapping;
  for await (const programme of api.list<{ id: string }>('/v1/programmes')) if (programme.id === id) return;
  if (programmeFile === undefined) {
    throw new CommandFailed(`there is no programme ${id} here; put it into force first: loyalty programme apply FILE`);
  }
  const file = resolve(dirname(named.file), programmeFile);
  output.say(`there is no programme ${id} here yet: applying ${file}`);
  await putProgramme(api, id, await readFile(file, 'utf8'));
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

import type { ProblemDocument } from '../client/api.js';
import { type BatchAnswer, postBatch } from '../client/batch.js';
import { CommandFailed } from '../output.js';
import { openFile } from './mapping/open-file.js';
import type { ImportRequest, RefusedLine } from './mapping/import-request.js';
import type { Mapping } from './mapping/mapping.js';
import { readRequests } from './mapping/read-requests.js';
import { readRows } from './mapping/read-rows.js';
import { linesText, type Report } from './report.js';
import { Tally } from './tally.js';

export interface Import {
  readonly file: string;
  readonly mapping: Mapping;
  readonly server: { readonly url: string; readonly key: string };
  readonly report: Report;
  readonly onProgress: (tally: Tally) => void;
}

/**
 * Sends a file through the public batch door. Every purchase and return has its own id there, so a run that broke off
 * is finished by running it again.
 */
export async function importPurchases({ file, mapping, server, report, onProgress }: Import): Promise<Tally> {
  const tally = new Tally();
  const underWay: ImportRequest[] = [];
  const refuse = (refused: RefusedLine): void => {
    tally.rejected += 1;
    report.add(ofRefused(refused));
  };
  const requests = readRequests(mapping, readRows(mapping.format, await openFile(file)), refuse);

  async function* lines(): AsyncGenerator<string> {
    for await (const request of requests) {
      underWay.push(request);
      yield JSON.stringify({ [request.kind]: request.body });
    }
  }

  for await (const answer of postBatch(server.url, server.key, lines())) {
    const request = underWay.shift();
    if (request === undefined) throw new Error('the server answered a line that was not sent');
    if (answer.status >= 500) throw interrupted(request, answer);
    tally.count(request, answer);
    reportAnswer(report, request, answer);
    onProgress(tally);
  }
  return tally;
}

function interrupted(request: ImportRequest, answer: BatchAnswer): CommandFailed {
  const problem = answer.body as ProblemDocument;
  const where = `line ${linesText(request.fileLines)} (${request.body.externalId})`;
  return new CommandFailed(`the server stopped at ${where}: ${problem.code}; run the same command again to go on`);
}

function ofRefused({ fileLine, reason, found, externalId }: RefusedLine): Parameters<Report['add']>[0] {
  return { lines: String(fileLine), kind: 'rejected', externalId: externalId ?? '', reason, detail: found };
}

function reportAnswer(report: Report, request: ImportRequest, answer: BatchAnswer): void {
  const at = { lines: linesText(request.fileLines), externalId: request.body.externalId };
  if (answer.status >= 400) {
    const { code, detail, errors } = answer.body as ProblemDocument;
    const fields = (errors ?? []).map((error) => `${error.pointer} ${error.code}`).join('; ');
    report.add({ ...at, kind: 'rejected', reason: code, detail: [detail, fields].filter(Boolean).join(' ') });
    return;
  }
  const { unmatched = [] } = answer.body as { unmatched?: readonly { sku?: string; quantity?: string }[] };
  for (const { sku, quantity } of unmatched) {
    report.add({
      ...at,
      kind: 'unmatched',
      reason: 'no_earlier_purchase_left',
      detail: `${quantity ?? ''} of ${sku ?? ''}`,
    });
  }
}

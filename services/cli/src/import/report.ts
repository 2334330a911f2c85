import { once } from 'node:events';
import { createWriteStream, openSync, type WriteStream } from 'node:fs';
import { csvLine } from '../csv-line.js';

export interface ReportLine {
  /** Lines of the file, as `12` or `12-17`. */
  readonly lines: string;
  readonly kind: 'rejected' | 'unmatched';
  readonly externalId: string;
  readonly reason: string;
  readonly detail: string;
}

const COLUMNS = ['lines', 'kind', 'externalId', 'reason', 'detail'] as const;

/** What did not make it and why, as CSV. The file appears with its first line. */
export class Report {
  private file: WriteStream | undefined;
  written = 0;

  constructor(readonly path: string) {}

  add(line: ReportLine): void {
    this.file ??= this.begin();
    this.written += 1;
    this.file.write(csvLine(COLUMNS.map((column) => line[column])));
  }

  async close(): Promise<void> {
    if (this.file === undefined) return;
    this.file.end();
    await once(this.file, 'close');
  }

  private begin(): WriteStream {
    // Opened here: where it cannot be, whoever adds the line learns it.
    const file = createWriteStream(this.path, { fd: openSync(this.path, 'w') });
    file.write(csvLine(COLUMNS));
    return file;
  }
}

/** `3`, `3-5` or `3-5 9`: an invoice may have lines all over a file. */
export function linesText(lines: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const line of [...lines].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && line <= last[1] + 1) last[1] = line;
    else runs.push([line, line]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(' ');
}

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Report } from './report.js';

const LINE = { lines: '3', kind: 'rejected', externalId: '1', reason: 'sku_missing', detail: '' } as const;

describe('The report of an import', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loyalty-report-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('appears with its first line', async () => {
    const report = new Report(join(folder, 'report.csv'));
    report.add(LINE);
    await report.close();
    expect(await readFile(report.path, 'utf8')).toBe(
      'lines,kind,externalId,reason,detail\n3,rejected,1,sku_missing,\n',
    );
  });

  it('that cannot be written is an error of whoever adds to it, and does not end the process', async () => {
    const report = new Report(join(folder, 'nowhere', 'report.csv'));
    expect(() => report.add(LINE)).toThrow('ENOENT');
    await report.close();
  });
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Api } from '../client/api.js';
import { createOutput } from '../output.js';
import { exportBalances } from './export.js';
import { savePayouts } from './payouts.js';
import { showSettlement } from './settlement.js';

const NONE = JSON.stringify({ items: [], next: null });
const PAYOUTS = 'payout,amount,currency,status\npay_1,5.00,EUR,settled\n';
const STATEMENT = { id: 'stl_1', status: 'open', totals: [] };

const answers: Readonly<Record<string, string>> = {
  '/v1/balances': NONE,
  '/v1/programmes': NONE,
  '/v1/members': NONE,
  '/v1/payouts/days/2026-06-01': PAYOUTS,
  '/v1/settlements/stl_1/csv': 'side,points\n',
  '/v1/settlements/stl_1': JSON.stringify(STATEMENT),
};

describe('Rows on standard output', () => {
  let server: Server;
  let api: Api;
  let written: string;

  beforeEach(async () => {
    server = createServer((request, response) => response.end(answers[request.url?.split('?')[0] ?? '']));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    api = new Api(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'key');
    written = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written += String(text);
      return true;
    });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const day = { programme: 'p', day: '2026-06-01' };
  const balances = 'account,member,externalId,wallet,available,held,pending\n';
  const commands: readonly [string, (json: boolean) => Promise<void>, string, unknown][] = [
    ['export balances', (json) => exportBalances(api, createOutput(json), { out: undefined }), balances, { rows: 0 }],
    ['payouts file', (json) => savePayouts(api, createOutput(json), day), PAYOUTS, { rows: 1 }],
    [
      'settlement show --csv',
      (json) => showSettlement(api, createOutput(json), { id: 'stl_1', csv: true }),
      'side,points\n',
      STATEMENT,
    ],
  ];

  it.each(commands)('are all that %s prints', async (_name, run, rows) => {
    await run(false);
    expect(written).toBe(rows);
  });

  it.each(commands)('end with the summary where %s is asked for --json', async (_name, run, rows, summary) => {
    await run(true);
    expect(written).toBe(`${rows}${JSON.stringify(summary)}\n`);
  });
});

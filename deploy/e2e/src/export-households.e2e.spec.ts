import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHome, EXAMPLES, loyalty, RunningProgram, type TestHome } from './program.fixture.js';
import { until } from './until.fixture.js';

interface Enrolled {
  readonly member: { readonly id: string };
}

/** Sums of an export must be those of the ledger, also where points are in an account of several members. */
describe('The export of balances', () => {
  let home: TestHome;
  let server: RunningProgram;

  beforeAll(async () => {
    home = await createHome();
    server = await RunningProgram.start(home.directory);
    const document = await readFile(join(EXAMPLES, 'programmes', 'tea-shop.yaml'), 'utf8');
    await server.request('PUT', '/v1/programmes/tea-shop', document, { 'content-type': 'application/yaml' });
  });
  afterAll(async () => {
    await server?.stop();
    await home?.remove();
  });

  const enrol = async (card: string) =>
    (await server.post<Enrolled>('/v1/members', { source: 'crm', externalId: card, card })).body.member.id;

  it('has the account of a household, of no member alone', async () => {
    const members = [await enrol('ann'), await enrol('bob')];
    await server.post('/v1/purchases', {
      source: 'till-1',
      externalId: 'R-1',
      occurredAt: '2026-01-05T10:15:00+01:00',
      member: { card: 'ann' },
      currency: 'EUR',
      lines: [{ id: '1', sku: 'TEA', quantity: '1', unitPrice: '30.00' }],
    });
    const asked = { 'idempotency-key': 'kitchen' };
    const { status } = await server.request('POST', '/v1/households', { members, reason: 'one kitchen' }, asked);
    expect(status).toBe(201);

    await until(async () => {
      const { stdout } = await loyalty(['export', 'balances', '--home', home.directory]);
      const rows = stdout.trim().split('\n').slice(1);
      return rows
        .map((row) => row.split(',').slice(1))
        .some(([member, , , available]) => member === '' && available === '30');
    });
    const { stdout } = await loyalty(['export', 'balances', '--home', home.directory]);
    const rows = stdout.trim().split('\n').slice(1);
    expect(rows.map((row) => row.replace(/^acc_[^,]+,/, '')).toSorted()).toEqual(
      [`,,points,30,0,0`, ...members.map((member, i) => `${member},${['ann', 'bob'][i]},points,0,0,0`)].toSorted(),
    );
  });
});

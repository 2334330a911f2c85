import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { csvOf } from './adapters/http/settlement.convert.js';
import { settle, type Settling } from './testing/settlement.fixture.js';
import { spaClub } from './testing/spa-club.fixture.js';
import { Trade } from './testing/trade.fixture.js';

const GUIDE = new URL('../../../docs/guides/partners-and-settlement.md', import.meta.url);

describe('The guide to settlement', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let settling: Settling;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
  });
  afterAll(async () => {
    await settling?.end();
    await database?.drop();
    await server?.stop();
  });

  it('shows what its month really comes to, and a document that can be applied', async () => {
    const trade = new Trade();
    await trade.apply(spaClub());
    settling = await settle(database, trade);
    const ann = await trade.on('2026-03-02').join();
    await trade.earn(ann, { points: 300, partner: 'bank' });
    await trade.on('2026-03-03').earn(ann, { points: 50 });
    const redemption = (await trade.on('2026-03-10').spend(ann, 320, 'spa')) ?? '';
    await trade.on('2026-03-20').refund(redemption, 20);
    trade.on('2026-04-03');
    await settling.close('stl_spa-club.bank.2026-03');
    await trade.on('2026-04-05').earn(ann, { points: 7, partner: 'bank', bought: '2026-03-30' });

    const guide = await readFile(GUIDE, 'utf8');
    let told = guide;
    for (const [name, id] of [
      ['bank-march', 'stl_spa-club.bank.2026-03'],
      ['spa-march', 'stl_spa-club.spa.2026-03'],
      ['bank-april', 'stl_spa-club.bank.2026-04'],
    ] as const) {
      const csv = csvOf(await settling.read(id)).replaceAll('\r\n', '\n');
      const block = new RegExp(`(<!-- example: ${name} -->\\n)[^]*?(<!-- /example -->)`);
      expect(block.test(guide)).toBe(true);
      told = told.replace(block, `$1\n\`\`\`\n${csv}\`\`\`\n\n$2`);
    }
    if (process.env['UPDATE_GUIDE']) await writeFile(GUIDE, told);
    expect(await readFile(GUIDE, 'utf8')).toBe(told);
    const written = /partners:\n(?: {2}- .*\n)+/.exec(guide)?.[0] ?? 'nothing';
    expect(spaClub()).toContain(written);
  });
});

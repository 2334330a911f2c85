import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHome, EXAMPLES, loyalty, RunningProgram, summaryOf, type TestHome } from './program.fixture.js';
import { until } from './until.fixture.js';

const GUIDE = new URL('../../../docs/guides/households-and-merges.md', import.meta.url);
const EXCHANGE = /```http\n(\w+) (\S+)\n(?:(Idempotency-Key): (\S+)\n)?([\s\S]*?)```\n\n```json\n([\s\S]*?)```/g;
const ID = /\b(?:mem|acc|idn|pur|ret|lot|mrg|umg|trf|hhd|key)_[0-9a-z]{26}(?:_\d+)?/g;

/** Ids by the order in which they appear: `mem_1` in the guide is the first member. */
class Shortened {
  private readonly real: string[] = [];

  shorten(text: string): string {
    return text.replace(ID, (id) => {
      if (!this.real.includes(id)) this.real.push(id);
      return this.nameOf(id);
    });
  }

  restore(text: string): string {
    return text.replace(/\b[a-z]{3}_\d+\b/g, (name) => this.real.find((id) => this.nameOf(id) === name) ?? name);
  }

  private nameOf(id: string): string {
    const prefix = id.slice(0, 4);
    return prefix + (this.real.filter((each) => each.startsWith(prefix)).indexOf(id) + 1);
  }
}

describe('The guide to households and merges', () => {
  let home: TestHome;
  let shop: RunningProgram;

  beforeAll(async () => {
    home = await createHome();
    shop = await RunningProgram.start(home.directory, ['serve', '--test-clock', '2026-03-01T08:00:00Z']);
    const document = await readFile(join(EXAMPLES, 'programmes', 'tea-shop.yaml'), 'utf8');
    await shop.request('PUT', '/v1/programmes/tea-shop', document, { 'content-type': 'application/yaml' });
  });
  afterAll(async () => {
    await shop.stop();
    await home.remove();
  });

  it('quotes what the product answers', async () => {
    const ids = new Shortened();
    for (const [card, amount] of [
      ['4007', '100.00'],
      ['4008', '30.00'],
    ] as const) {
      const member = await shop.post('/v1/members', { card }, { 'idempotency-key': `enrol-${card}` });
      ids.shorten(member.text);
      const lines = [{ id: '1', sku: 'TEA', quantity: '1', unitPrice: amount }];
      const sold = {
        source: 'till-1',
        externalId: `sale-${card}`,
        occurredAt: '2026-02-20T10:00:00Z',
        currency: 'EUR',
      };
      expect((await shop.post('/v1/purchases', { ...sold, member: { card }, lines })).status).toBe(201);
    }

    const guide = await readFile(GUIDE, 'utf8');
    let told = guide;
    let from = 0;
    let exchanges = 0;
    for (const [block, method = '', path = '', header, key = '', body = '', quoted = ''] of guide.matchAll(EXCHANGE)) {
      const headers = header === undefined ? {} : { 'idempotency-key': key };
      const sent = body.trim() === '' ? undefined : ids.restore(body);
      const ask = async () => (await shop.request(method, ids.restore(path), sent, headers)).body;
      let answer = await ask();
      // What is read comes a moment after what was written.
      const isLookup = method === 'GET' || path.endsWith('/lookup');
      const expected = () => JSON.stringify(JSON.parse(ids.restore(quoted)));
      if (isLookup && !process.env['UPDATE_GUIDE']) {
        const until5s = Date.now() + 5_000;
        await until(async () => JSON.stringify((answer = await ask())) === expected() || Date.now() > until5s);
      } else if (isLookup) {
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        answer = await ask();
      }
      const { requestId: _requestId, ...content } = answer;
      const said = ids.shorten(JSON.stringify(content));
      const answered = block.replace(/```json\n[\s\S]*?```/, () => `\`\`\`json\n${said}\n\`\`\``);
      const at = told.indexOf(block, from);
      told = told.slice(0, at) + answered + told.slice(at + block.length);
      from = at + answered.length;
      if (!process.env['UPDATE_GUIDE']) expect(JSON.parse(said)).toEqual(JSON.parse(quoted));
      exchanges += 1;
    }
    expect(exchanges).toBeGreaterThan(10);
    if (process.env['UPDATE_GUIDE']) await writeFile(GUIDE, told);
  });

  it('leaves a ledger that is proven', async () => {
    await shop.stop();
    const verified = await loyalty(['verify', '--home', home.directory, '--json']);
    expect([verified.code, summaryOf(verified)]).toMatchObject([0, { ok: true }]);
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { openApp } from './testing/app.fixture.js';

const GUIDE = new URL('../../../docs/guides/programmes-as-code.md', import.meta.url);
const EXCHANGE = /```http\n(\w+) (\S+)\n((?:[\w-]+: .+\n)+)(?:\n([\s\S]*?))?```\n\n```json\n([\s\S]*?)```/g;
const NOON = Date.UTC(2026, 5, 1, 12);
const ID = /\b(prp|cmp)_[0-9a-z]{26}\b/g;

/** Ids by the order in which they appear: `prp_1` in the guide is the first proposal that was answered. */
class Shortened {
  private readonly real: string[] = [];

  shorten(text: string): string {
    return text.replace(ID, (id) => {
      if (!this.real.includes(id)) this.real.push(id);
      return this.nameOf(id);
    });
  }

  restore(text: string): string {
    return text.replace(/\b(?:prp|cmp)_\d+\b/g, (name) => this.real.find((id) => this.nameOf(id) === name) ?? name);
  }

  private nameOf(id: string): string {
    const prefix = id.slice(0, 4);
    return prefix + (this.real.filter((each) => each.startsWith(prefix)).indexOf(id) + 1);
  }
}

describe('The guide to programmes as code', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
  });
  afterAll(async () => {
    await database?.drop();
    await server?.stop();
  });

  it('quotes what the product answers', async () => {
    const app = await openApp(database);
    const guide = await readFile(GUIDE, 'utf8');
    const ids = new Shortened();
    let told = guide;
    let from = 0;
    let exchanges = 0;
    for (const [block, method = '', path = '', headers = '', body = '', quoted = ''] of guide.matchAll(EXCHANGE)) {
      // A minute for each, so that the history has an order.
      app.moveTo(new Date(NOON + exchanges * 60_000).toISOString());
      const header = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(headers)?.[1];
      const as = header('Authorization')?.replace('Bearer ', '') ?? '';
      const type = header('Content-Type') ?? 'application/json';
      const sent = body === '' ? undefined : ids.restore(body);
      const answer = await app.call(method, ids.restore(path), sent, { as, type });
      const { requestId: _requestId, ...content } = answer.body;
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
    await app.close();
  });
});

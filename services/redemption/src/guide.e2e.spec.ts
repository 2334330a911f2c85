import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { openApp } from './testing/app.fixture.js';

const GUIDE = new URL('../../../docs/guides/spending-points.md', import.meta.url);
const EXCHANGE = /```http\n(\w+) (\S+)\n(?:(Idempotency-Key): (\S+)\n)?([\s\S]*?)```\n\n```json\n([\s\S]*?)```/g;
const ID = /\b(red|lot|acc|mem)_[0-9a-z]{26}\b/g;

/** Ids by the order in which they appear: `red_1` in the guide is the first redemption that was answered. */
class Shortened {
  private readonly real: string[] = [];

  shorten(text: string): string {
    return text.replace(ID, (id) => {
      if (!this.real.includes(id)) this.real.push(id);
      return this.nameOf(id);
    });
  }

  restore(text: string): string {
    return text.replace(
      /\b(?:red|lot|acc|mem)_\d+\b/g,
      (name) => this.real.find((id) => this.nameOf(id) === name) ?? name,
    );
  }

  private nameOf(id: string): string {
    const prefix = id.slice(0, 4);
    return prefix + (this.real.filter((each) => each.startsWith(prefix)).indexOf(id) + 1);
  }
}

describe('The guide to spending points', () => {
  it('quotes what the product answers', async () => {
    const app = await openApp();
    await app.shop.earn(100, { expiresAt: Date.UTC(2027, 11, 31, 23) });
    const guide = await readFile(GUIDE, 'utf8');
    const ids = new Shortened();
    let told = guide;
    let from = 0;
    let exchanges = 0;
    for (const [block, method = '', path = '', header, key = '', body = '', quoted = ''] of guide.matchAll(EXCHANGE)) {
      const headers = header === undefined ? {} : { [header]: key };
      const sent = body.trim() === '' ? undefined : ids.restore(body);
      const { requestId: _requestId, ...content } = (await app.call(method, ids.restore(path), sent, headers)).body;
      const said = ids.shorten(JSON.stringify(content));
      const answered = block.replace(/```json\n[\s\S]*?```/, () => `\`\`\`json\n${said}\n\`\`\``);
      // One request stands there twice, so each is looked for behind the one before.
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

import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { openApp } from './testing/app.fixture.js';

const GUIDE = new URL('../../../docs/guides/purchases-and-returns.md', import.meta.url);
const EXCHANGE = /```http\n(\w+) (\S+)\n([\s\S]*?)```\n\n```json\n([\s\S]*?)```/g;
const ID = /\b(pur|ret|lot|acc|mem)_[0-9a-z]{26}\b/g;

/** Ids by the order in which they appear: `pur_1` in the guide is the first purchase that was recorded. */
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
      /\b(?:pur|ret|lot|acc|mem)_\d+\b/g,
      (name) => this.real.find((id) => this.nameOf(id) === name) ?? name,
    );
  }

  private nameOf(id: string): string {
    const prefix = id.slice(0, 4);
    return prefix + (this.real.filter((each) => each.startsWith(prefix)).indexOf(id) + 1);
  }
}

describe('The guide to purchases and returns', () => {
  it('quotes what the product answers', async () => {
    const app = await openApp();
    app.members.join('tea', { kind: 'card', value: '4007' });
    const guide = await readFile(GUIDE, 'utf8');
    const ids = new Shortened();
    let told = guide;
    let exchanges = 0;
    for (const [block, method = '', path = '', body = '', quoted = ''] of guide.matchAll(EXCHANGE)) {
      const answer = await app.call(method, ids.restore(path), ids.restore(body));
      const { requestId: _requestId, ...content } = answer.body;
      const said = ids.shorten(JSON.stringify(content));
      told = told.replace(
        block,
        block.replace(/```json\n[\s\S]*?```/, () => `\`\`\`json\n${said}\n\`\`\``),
      );
      if (!process.env['UPDATE_GUIDE']) expect(JSON.parse(said)).toEqual(JSON.parse(quoted));
      exchanges += 1;
    }
    expect(exchanges).toBeGreaterThan(10);
    if (process.env['UPDATE_GUIDE']) await writeFile(GUIDE, told);
    await app.close();
  });
});

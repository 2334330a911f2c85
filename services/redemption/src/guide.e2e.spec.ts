import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { openApp } from './testing/app.fixture.js';
import { teaProgramme } from './testing/shop.fixture.js';

const guideOf = (name: string) => new URL(`../../../docs/guides/${name}.md`, import.meta.url);
const EXCHANGE = /```http\n(\w+) (\S+)\n(?:(Idempotency-Key): (\S+)\n)?([\s\S]*?)```\n\n```json\n([\s\S]*?)```/g;
const ID = /\b(red|lot|acc|mem|vch|rev)_[0-9a-z]{26}\b|\b(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}\b/g;
const NAME = /\b(?:(?:red|lot|acc|mem|vch|rev)_\d+|CODE-\d+)\b/g;

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
    return text.replace(NAME, (name) => this.real.find((id) => this.nameOf(id) === name) ?? name);
  }

  private nameOf(id: string): string {
    const prefix = prefixOf(id);
    return prefix + (this.real.filter((each) => prefixOf(each) === prefix).indexOf(id) + 1);
  }
}

const prefixOf = (id: string): string => (id.includes('_') ? id.slice(0, 4) : 'CODE-');

describe.each([
  ['spending-points', 10],
  ['rewards', 10],
  ['abuse-and-review', 10],
  ['after-a-change-of-contact', 2],
])('The guide to %s', (name, least) => {
  it('quotes what the product answers', async () => {
    const file = guideOf(name);
    const guide = await readFile(file, 'utf8');
    // What a guide quotes of a programme is in force while it is played.
    const app = await openApp({ documents: [teaProgramme(/```yaml\n([\s\S]*?)```/.exec(guide)?.[1])] });
    await app.shop.earn(100, { expiresAt: Date.UTC(2027, 11, 31, 23) });
    if (name === 'after-a-change-of-contact') {
      app.shop.members.changeContact(app.shop.owner.member, '2026-06-01T09:30:00Z');
    }
    const ids = new Shortened();
    // It names its member before any answer does.
    if (name === 'rewards') ids.shorten(app.shop.owner.member);
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
    expect(exchanges).toBeGreaterThan(least);
    if (process.env['UPDATE_GUIDE']) await writeFile(file, told);
    await app.close();
  });
});

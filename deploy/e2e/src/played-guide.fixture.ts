import { readFile, writeFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { until } from './until.fixture.js';

const EXCHANGE = /```http\n(\w+) (\S+)\n(?:(Idempotency-Key): (\S+)\n)?([\s\S]*?)```\n\n```json\n([\s\S]*?)```/g;
const ID = /\b(?:mem|acc|idn|pur|ret|lot|mrg|umg|trf|hhd|key|rev|red)_[0-9a-z]{26}(?:_\d+)?/g;

/** Ids by the order in which they appear: `mem_1` in the guide is the first member. */
export class Shortened {
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

/** Asks what a guide asks, by whoever asks it, and expects what it quotes; with UPDATE_GUIDE it is written anew. */
export async function playGuide(
  url: URL,
  { ids, whoAsks }: { readonly ids: Shortened; readonly whoAsks: (path: string) => Client },
): Promise<number> {
  const guide = await readFile(url, 'utf8');
  let told = guide;
  let from = 0;
  let exchanges = 0;
  for (const [block, method = '', path = '', header, key = '', body = '', quoted = ''] of guide.matchAll(EXCHANGE)) {
    const headers = header === undefined ? {} : { 'idempotency-key': key };
    const sent = body.trim() === '' ? undefined : ids.restore(body);
    const ask = async () => (await whoAsks(path).request(method, ids.restore(path), sent, headers)).body;
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
  if (process.env['UPDATE_GUIDE']) await writeFile(url, told);
  return exchanges;
}

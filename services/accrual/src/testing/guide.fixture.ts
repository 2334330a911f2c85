import { readFile, writeFile } from 'node:fs/promises';
import type { App } from './app.fixture.js';

const EXCHANGE = /```http\n(\w+) (\S+)\n([\s\S]*?)```\n\n```json\n([\s\S]*?)```/g;
const ID = /\b(pur|ret|rev|lot|acc|mem)_[0-9a-z]{26}\b/g;

export interface Played {
  readonly request: string;
  readonly said: unknown;
  readonly quoted: unknown;
}

/** Every exchange of a guide, in order, with what the product says and what the page quotes; UPDATE_GUIDE writes it anew. */
export async function playGuide(file: URL, app: App): Promise<readonly Played[]> {
  const guide = await readFile(file, 'utf8');
  const ids = new Shortened();
  const played: Played[] = [];
  let told = guide;
  for (const [block, method = '', path = '', body = '', quoted = ''] of guide.matchAll(EXCHANGE)) {
    const sent = body.trim() === '' ? undefined : ids.restore(body);
    const answer = await app.call(method, ids.restore(path), sent);
    const { requestId: _requestId, ...content } = answer.body;
    const said = ids.shorten(JSON.stringify(content));
    told = told.replace(
      block,
      block.replace(/```json\n[\s\S]*?```/, () => `\`\`\`json\n${said}\n\`\`\``),
    );
    const asQuoted = process.env['UPDATE_GUIDE'] ? said : quoted;
    played.push({ request: `${method} ${path}`, said: JSON.parse(said), quoted: JSON.parse(asQuoted) });
  }
  if (process.env['UPDATE_GUIDE']) await writeFile(file, told);
  return played;
}

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
      /\b(?:pur|ret|rev|lot|acc|mem)_\d+\b/g,
      (name) => this.real.find((id) => this.nameOf(id) === name) ?? name,
    );
  }

  private nameOf(id: string): string {
    const prefix = id.slice(0, 4);
    return prefix + (this.real.filter((each) => each.startsWith(prefix)).indexOf(id) + 1);
  }
}

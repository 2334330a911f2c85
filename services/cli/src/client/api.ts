import { CommandFailed } from '../output.js';

/** What the server answered to a request that it refused, as RFC 9457 says it. */
export interface ProblemDocument {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly { pointer: string; code: string; expected?: string; found?: string }[];
}

export class RequestRefused extends Error {
  constructor(readonly problem: ProblemDocument) {
    super([`${problem.code}: ${problem.detail ?? problem.title}`, ...(problem.errors ?? []).map(lineOf)].join('\n  '));
    this.name = 'RequestRefused';
  }
}

function lineOf(error: { pointer: string; code: string; expected?: string; found?: string }): string {
  const expectation = error.expected === undefined ? '' : `, expected ${error.expected}`;
  return `${error.pointer || '/'} ${error.code}${expectation}${error.found === undefined ? '' : `, found ${error.found}`}`;
}

/** So that the history of what is changed tells commands from other callers. */
const ROAD = { 'loyalty-road': 'cli' };
const PATIENCE_MS = 60_000;

/** The public API as a caller from outside sees it; commands use no other door. */
export class Api {
  constructor(
    readonly url: string,
    private readonly key: string,
  ) {}

  /** Whoever asks for a version that the read models do not have yet (`minVersion`) waits for it, on a busy machine longer than one request may. */
  async get<Answer>(path: string): Promise<Answer> {
    for (const until = Date.now() + PATIENCE_MS; ;) {
      try {
        return (await (await this.send('GET', path)).json()) as Answer;
      } catch (error) {
        const isNotThereYet = error instanceof RequestRefused && error.problem.code === 'not_there_yet';
        if (!isNotThereYet || Date.now() > until) throw error;
      }
    }
  }

  async post<Answer>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const init = { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
    return (await this.send('POST', path, init)).json() as Promise<Answer>;
  }

  /** @throws RequestRefused for every answer that is not 2xx; CommandFailed where there is none. */
  async send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), ...ROAD, authorization: `Bearer ${this.key}` };
    const answer = await fetch(new URL(path, this.url), { ...init, method, headers }).catch((error: unknown) => {
      throw unreachable(this.url, error);
    });
    if (!answer.ok) throw new RequestRefused(await problemOf(answer));
    return answer;
  }

  /** Every item of a list, page by page. */
  async *list<Item>(path: string): AsyncGenerator<Item> {
    let after: string | null = '';
    while (after !== null) {
      const query: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
      const page: { items: Item[]; next: string | null } = await this.get(`${path}?limit=1000${query}`);
      yield* page.items;
      after = page.next;
    }
  }
}

/** `fetch` says only that it failed; what the system said is the cause. */
function unreachable(url: string, error: unknown): unknown {
  const { cause } = Object(error) as { readonly cause?: { readonly code?: string; readonly message: string } };
  if (cause === undefined) return error;
  return new CommandFailed(`the server at ${url} cannot be reached: ${cause.code ?? cause.message}`);
}

async function problemOf(answer: Response): Promise<ProblemDocument> {
  const text = await answer.text();
  if (answer.headers.get('content-type')?.startsWith('application/problem+json'))
    return JSON.parse(text) as ProblemDocument;
  return {
    status: answer.status,
    code: 'unexpected_answer',
    title: `${answer.status} ${answer.statusText}`,
    detail: text.slice(0, 500),
  };
}

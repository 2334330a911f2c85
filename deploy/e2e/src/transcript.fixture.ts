import { type Answer, Client } from './client.fixture.js';

/** What two runs of one product cannot have in common: ids are made at random, and so is a request's. */
const ID = /\b(?:mem|idn|acc|act|pur|ret|red|ent|lot|adj|key|mrg|umg|mov|trf|hhd|chg|inv|frd)_[0-9A-Za-z]+/g;
const REQUEST_ID = /"requestId":"[^"]*"/g;
/** A process moves the clock of all and names the jobs of its own. */
const JOB_OF_ENROLLMENT = /\{"job":"enrollment\.occasions","done":0\},/g;
/** Opaque, and made of ids. */
const CURSOR = /"next":"[^"]*"/g;
const HEADERS = ['content-type', 'idempotency-hit', 'retry-after', 'www-authenticate', 'location'];

/**
 * Every answer to the byte, in the order of the questions, with each id replaced by its number of order: the same id has
 * the same number throughout, so that who refers to whom is kept.
 */
export class Transcript {
  private readonly numbers = new Map<string, string>();
  readonly lines: string[] = [];

  write(question: string, { status, headers, text }: Answer<unknown>): void {
    const shown = HEADERS.flatMap((name) => (headers.has(name) ? `${name}: ${headers.get(name)}` : []));
    this.note(`${question}\n${[status, ...shown].join('; ')}\n${text}`);
  }

  note(text: string): void {
    this.lines.push(
      text
        .replaceAll(REQUEST_ID, '"requestId":"…"')
        .replaceAll(JOB_OF_ENROLLMENT, '')
        .replaceAll(CURSOR, '"next":"…"')
        .replaceAll(ID, (id) => this.numberOf(id)),
    );
  }

  private numberOf(id: string): string {
    const known = this.numbers.get(id) ?? `${id.slice(0, 3)}_#${this.numbers.size + 1}`;
    this.numbers.set(id, known);
    return known;
  }
}

/** Writes down what it is answered. */
export class RecordedClient extends Client {
  constructor(
    client: Client,
    private readonly transcript: Transcript,
  ) {
    super(client.urlOf, client.key);
  }

  override async request<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>> {
    const answer = await super.request<Body>(method, path, body, headers);
    this.transcript.write(`${method} ${path}`, answer);
    return answer;
  }
}

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  /** The body as it came. */
  readonly text: string;
}

/** The product's doors as a test calls them; where a path is answered is the shape's business. */
export class Client {
  constructor(
    readonly urlOf: (path: string) => string,
    readonly key: string,
  ) {}

  async request<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(this.urlOf(path) + path, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: sent }),
    });
    const answered = await answer.text();
    const isJson = /^application\/(problem\+)?json/.test(answer.headers.get('content-type') ?? '');
    const parsed = (isJson ? JSON.parse(answered) : answered) as Body;
    return { status: answer.status, headers: answer.headers, body: parsed, text: answered };
  }

  post<Body = Record<string, unknown>>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>> {
    return this.request<Body>('POST', path, body, headers);
  }

  get<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>> {
    return this.request<Body>('GET', path);
  }
}

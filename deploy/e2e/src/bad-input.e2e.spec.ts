import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHome, EXAMPLES, RunningProgram, type TestHome } from './program.fixture.js';

interface Problem {
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}

interface Purchase {
  readonly account: { readonly id: string; readonly version: number };
  readonly balance: readonly { readonly available: number }[];
  readonly repeated: boolean;
}

const basket = (externalId: string, more: Record<string, unknown> = {}) => ({
  source: 'till-1',
  externalId,
  occurredAt: '2026-01-05T10:15:00+01:00',
  member: { card: '4007' },
  currency: 'EUR',
  lines: [{ id: '1', sku: 'TEA', quantity: '2', unitPrice: '10.00' }],
  ...more,
});

/** Each gets one clear answer and changes nothing that it should not. */
describe('Bad input', () => {
  let home: TestHome;
  let shop: RunningProgram;
  let account: string;

  beforeAll(async () => {
    home = await createHome();
    shop = await RunningProgram.start(home.directory);
    const document = await readFile(join(EXAMPLES, 'programmes', 'tea-shop.yaml'), 'utf8');
    await shop.request('PUT', '/v1/programmes/tea-shop', document, { 'content-type': 'application/yaml' });
    await shop.post('/v1/members', { source: 'crm', externalId: 'ada', card: '4007' });
    account = (await shop.post<Purchase>('/v1/purchases', basket('first'))).body.account.id;
    await shop.get(`/v1/accounts/${account}/balance?minVersion=1`);
  });
  afterAll(async () => {
    await shop.stop();
    await home.remove();
  });

  const standing = async () => (await shop.get<{ version: number }>(`/v1/accounts/${account}/balance`)).body.version;

  const wrong: readonly [string, unknown, number, string, string | null][] = [
    ['an unknown field', basket('w', { colour: 'red' }), 400, 'invalid_request', '/colour'],
    [
      'a wrong type',
      basket('w', { lines: [{ id: '1', sku: 'TEA', quantity: 2, unitPrice: '10.00' }] }),
      400,
      'invalid_request',
      '/lines/0/quantity',
    ],
    [
      'a negative quantity',
      basket('w', { lines: [{ id: '1', sku: 'TEA', quantity: '-2', unitPrice: '10.00' }] }),
      400,
      'invalid_request',
      '/lines/0/quantity',
    ],
    [
      '5,001 lines',
      basket('w', {
        lines: Array.from({ length: 5001 }, (_, at) => ({
          id: String(at),
          sku: 'TEA',
          quantity: '1',
          unitPrice: '1.00',
        })),
      }),
      400,
      'invalid_request',
      '/lines',
    ],
    [
      'a total that is not the sum of its lines',
      basket('w', { total: '21.00' }),
      422,
      'total_does_not_match_lines',
      '/total',
    ],
    [
      'a currency that the programme does not take',
      basket('w', { currency: 'USD' }),
      422,
      'unknown_currency',
      '/currency',
    ],
    [
      'a date in the future',
      basket('w', { occurredAt: '2999-01-05T10:15:00+01:00' }),
      422,
      'occurred_in_future',
      '/occurredAt',
    ],
    [
      'a date without an offset',
      basket('w', { occurredAt: '2026-01-05T10:15:00' }),
      400,
      'invalid_request',
      '/occurredAt',
    ],
    [
      'the same id with other content',
      basket('first', { currency: 'EUR', lines: [{ id: '1', sku: 'TEA', quantity: '3', unitPrice: '10.00' }] }),
      409,
      'already_used_with_other_content',
      null,
    ],
    [
      'a member that is not there',
      basket('w', { member: { id: 'mem_01m838jr0meg7bt8fx6vk4xfkv' } }),
      404,
      'member_not_found',
      null,
    ],
  ];

  it.each(wrong)('is refused: %s', async (_what, body, status, code, pointer) => {
    const before = await standing();
    const answer = await shop.post<Problem>('/v1/purchases', body);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    if (pointer !== null) expect(answer.body.errors?.map((error) => error.pointer)).toContain(pointer);
    expect(await standing()).toBe(before);
  });

  it('is refused: a body of 20 MB', async () => {
    const answer = await shop.post<Problem>(
      '/v1/purchases',
      JSON.stringify(basket('w', { store: 'x'.repeat(20_000_000) })),
    );
    expect([answer.status, answer.body.code]).toEqual([413, 'body_too_large']);
  });

  it('is refused: a body that is not JSON, and no key', async () => {
    expect((await shop.post<Problem>('/v1/purchases', '{"source":')).body.code).toBe('malformed_json');
    const anonymous = await fetch(`${shop.url}/v1/purchases`, { method: 'POST', body: '{}' });
    expect(anonymous.status).toBe(401);
  });

  it('in a batch spoils nothing but its own line', async () => {
    const lines = [
      JSON.stringify({ purchase: basket('batch-1', { member: { card: '5001' } }) }),
      JSON.stringify({ purchase: basket('batch-2', { member: { card: '5001' } }) }),
      '{"purchase": nonsense',
      JSON.stringify({ purchase: basket('batch-4', { member: { card: '5001' } }) }),
    ];
    const { body } = await shop.post<string>('/v1/batch', lines.join('\n'), { 'content-type': 'application/x-ndjson' });
    const answers = body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { line: number; status: number; body: Problem });
    expect(answers.map(({ line, status }) => [line, status])).toEqual([
      [1, 201],
      [2, 201],
      [3, 400],
      [4, 201],
    ]);
    expect(answers[2]?.body.code).toBe('malformed_json');
  });

  it('is refused: a return of more than was bought, with the numbers', async () => {
    const answer = await shop.post<Problem>('/v1/returns', {
      source: 'till-1',
      externalId: 'too-much',
      occurredAt: '2026-01-06T10:00:00Z',
      purchase: { source: 'till-1', externalId: 'first' },
      lines: [{ id: '1', quantity: '3' }],
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'more_than_bought']);
  });

  it('cannot be made by racing: two returns of the last unit, one goes through', async () => {
    await shop.post(
      '/v1/purchases',
      basket('race', { lines: [{ id: '1', sku: 'CUP', quantity: '1', unitPrice: '10.00' }] }),
    );
    const giveBack = (externalId: string) =>
      shop.post<Problem>('/v1/returns', {
        source: 'till-1',
        externalId,
        occurredAt: '2026-01-06T10:00:00Z',
        purchase: { source: 'till-1', externalId: 'race' },
        lines: [{ id: '1', quantity: '1' }],
      });
    const answers = await Promise.all([giveBack('race-1'), giveBack('race-2')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is not what 32 tills at once are: each purchase counts, and each once', async () => {
    await shop.post('/v1/members', { source: 'crm', externalId: 'bob', card: '4032' });
    const post = (till: number) =>
      shop.post<Purchase>('/v1/purchases', basket(`till-${till % 32}`, { member: { card: '4032' } }));
    const answers = await Promise.all(Array.from({ length: 64 }, (_, till) => post(till)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(32);
    expect(answers.filter(({ body }) => body.repeated)).toHaveLength(32);
    const [one] = answers;
    const { body } = await shop.get<{ version: number; wallets: { available: number }[] }>(
      `/v1/accounts/${one?.body.account.id}/balance?minVersion=32`,
    );
    expect([body.version, body.wallets[0]?.available]).toEqual([32, 32 * 20]);
  });
});

import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { openApp, type App } from './testing/app.fixture.js';
import { aPurchase, aReturn, line, teaProgramme } from './testing/shop.fixture.js';

const ENROLLING = teaProgramme({ programme: 'autoEnrolment: { when: always, earns: true }' });
const NDJSON = { 'Content-Type': 'application/x-ndjson' };

interface LineAnswer {
  readonly line: number;
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

async function post(app: App, lines: readonly unknown[]): Promise<LineAnswer[]> {
  const text = lines.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n');
  const answer = await app.call('POST', '/v1/batch', text, NDJSON);
  expect(answer.status).toBe(200);
  return readLines(answer.text);
}

const readLines = (text: string): LineAnswer[] =>
  text.split('\n').flatMap((each) => (each === '' ? [] : [JSON.parse(each)]));

describe('A batch', () => {
  it('is answered line by line, in order, and a line that is wrong spoils nothing else', async () => {
    const app = await openApp({ document: ENROLLING });
    const [first, second] = [aPurchase({ lines: [line('1', '10.00')] }), aPurchase({ lines: [line('1', '5.00')] })];
    const answers = await post(app, [
      { purchase: first },
      { purchase: { ...second, quantity: '-1' } },
      '{"purchase": ',
      { purchase: second },
      { refund: {} },
      '',
      { purchase: first },
      { purchase: { ...first, store: 'other' } },
      { purchase: { ...second, externalId: 'unpaid', total: '7.00' } },
      '[]',
      { purchase: { ...first, externalId: 'half of one: \ud83c' } },
    ]);
    expect(answers.map(({ line: at, status, body }) => [at, status, body.code ?? body.receiptText[0]])).toEqual([
      [1, 201, 'You earned 10 points. You have 10.'],
      [2, 400, 'invalid_request'],
      [3, 400, 'malformed_json'],
      [4, 201, 'You earned 5 points. You have 15.'],
      [5, 400, 'invalid_request'],
      [7, 200, 'You earned 10 points. You have 10.'],
      [8, 409, 'already_used_with_other_content'],
      [9, 422, 'total_does_not_match_lines'],
      [10, 400, 'invalid_request'],
      [11, 400, 'malformed_json'],
    ]);
    expect(answers[1]?.body.errors).toMatchObject([{ pointer: '/purchase/quantity', code: 'unknown_field' }]);
    await app.close();
  });

  it('shows to each line all lines before it: who was enrolled, what was bought, what came back', async () => {
    const app = await openApp({ document: ENROLLING });
    const bought = aPurchase({
      occurredAt: '2026-03-01T10:00:00Z',
      lines: [line('1', '30.00', { sku: 'TEA', quantity: '3' })],
    });
    const one = { quantity: '1' };
    const reference = { source: bought.source, externalId: bought.externalId };
    const answers = await post(app, [
      { return: aReturn({ member: { card: '4007' }, lines: [{ sku: 'TEA', ...one }] }) },
      { purchase: bought },
      { return: aReturn({ member: { card: '4007' }, lines: [{ sku: 'TEA', ...one }] }) },
      { return: aReturn({ purchase: reference, lines: [{ id: '1', ...one }] }) },
      { return: aReturn({ purchase: reference, lines: [{ id: '1', ...one }] }) },
      { return: aReturn({ purchase: reference, lines: [{ id: '1', ...one }] }) },
      { return: aReturn({ purchase: { source: 'x', externalId: 'unseen' }, lines: [{ id: '1', ...one }] }) },
    ]);
    expect(
      answers.map(({ status, body }) => [
        status,
        body.code ?? body.takenBack?.[0]?.points ?? body.status ?? body.earned[0].points,
      ]),
    ).toEqual([
      [201, 'applied'],
      [201, 30],
      [201, 10],
      [201, 10],
      [201, 10],
      [409, 'more_than_bought'],
      [202, 'waiting'],
    ]);
    expect(answers[0]?.body.unmatched).toEqual([{ sku: 'TEA', quantity: '1' }]);
    await app.close();
  });

  it('writes nothing in a dry run, and answers each line as if it came alone', async () => {
    const app = await openApp({ document: ENROLLING });
    app.members.join('tea', { kind: 'card', value: '4007' });
    const known = aPurchase({ lines: [line('1', '30.00', { quantity: '3' })] });
    await post(app, [{ purchase: known }]);
    const heads = await app.store.heads();
    const { source, externalId } = known;
    const lines = [
      { purchase: aPurchase({ lines: [line('1', '10.00')] }) },
      { purchase: aPurchase({ member: { card: 'stranger' }, lines: [line('1', '5.00')] }) },
      { return: aReturn({ purchase: { source, externalId }, lines: [{ id: '1', quantity: '1' }] }) },
      { purchase: known },
    ];
    const text = lines.map((each) => JSON.stringify(each)).join('\n');
    const answers = readLines((await app.call('POST', '/v1/batch?dryRun=true', text, NDJSON)).text);
    expect(answers.map(({ status, body }) => [status, body.balance[0].available])).toEqual([
      [201, 40],
      [201, 5],
      [201, 20],
      [200, 30],
    ]);
    expect(await app.store.heads()).toEqual(heads);
    expect(await app.call('POST', '/v1/batch?dryRun=1', text, NDJSON)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ pointer: '/dryRun', expected: 'true or false', found: '"1"' }] },
    });
    await app.close();
  });

  it('keeps the order of every member through thousands of lines', async () => {
    const app = await openApp({ document: ENROLLING });
    const lines = Array.from({ length: 3000 }, (_, at) => ({
      purchase: aPurchase({ member: { card: `c${at % 7}` }, lines: [line('1', '1.00')] }),
    }));
    const answers = await post(app, lines);
    const seen = new Map<number, number>();
    for (const [at, { line: number, status, body }] of answers.entries()) {
      const before = seen.get(at % 7) ?? 0;
      expect([number, status, body.account.version, body.balance[0].available]).toEqual([
        at + 1,
        201,
        before + 1,
        before + 1,
      ]);
      seen.set(at % 7, before + 1);
    }
    await app.close();
  });

  it('answers while it is still being sent', async () => {
    const app = await openApp({ document: ENROLLING });
    const { sending, answering } = open(app);
    sending.write(`${JSON.stringify({ purchase: aPurchase() })}\n`);
    const response = await answering;
    const [chunk] = (await once(response, 'data')) as [Buffer];
    expect(readLines(chunk.toString())).toMatchObject([{ line: 1, status: 201 }]);
    sending.end(JSON.stringify({ purchase: aPurchase() }));
    let rest = '';
    for await (const more of response) rest += String(more);
    expect(readLines(rest)).toMatchObject([{ line: 2, status: 201 }]);
    await app.close();
  });

  it('reads no further while nobody reads its answers', async () => {
    const app = await openApp({ document: ENROLLING });
    const { sending, answering } = open(app);
    const wide = Array.from({ length: 20 }, (_, at) => line(String(at), '1.00'));
    let sent = 0;
    let blocked = false;
    void answering.then((response) => response.pause());
    while (!blocked && sent < 60_000) {
      const ok = sending.write(`${JSON.stringify({ purchase: aPurchase({ lines: wide }) })}\n`);
      sent += 1;
      if (!ok)
        blocked = !(await Promise.race([once(sending, 'drain').then(() => true), later(1500).then(() => false)]));
    }
    expect(blocked).toBe(true);
    sending.end();
    let answers = 0;
    for await (const chunk of await answering) answers += String(chunk).split('\n').length - 1;
    expect(answers).toBe(sent);
    await app.close();
  }, 120_000);

  it('completes what is under way when the caller goes, and answers the same when it is sent again', async () => {
    const app = await openApp({ document: ENROLLING });
    const { sending, answering } = open(app);
    const lines = Array.from({ length: 50 }, () => ({ purchase: aPurchase({ lines: [line('1', '1.00')] }) }));
    sending.write(lines.map((each) => `${JSON.stringify(each)}\n`).join(''));
    await answering;
    sending.destroy();
    await later(100);
    const answers = await post(app, lines);
    expect(answers.map(({ body }) => body.account.version)).toEqual(lines.map((_, at) => at + 1));
    expect(app.logged.filter(({ level }) => level === 'error')).toEqual([]);
    await app.close();
  });

  it('takes lines only, and drops one that is longer than any purchase may be', async () => {
    const app = await openApp({ document: ENROLLING });
    const json = await app.call('POST', '/v1/batch', { purchase: aPurchase() });
    expect(json.body).toMatchObject({ status: 415, code: 'unsupported_media_type' });
    const answers = await post(app, [
      { purchase: aPurchase() },
      `"${'x'.repeat(5_000_000)}"`,
      { purchase: aPurchase() },
    ]);
    expect(answers.map(({ line: at, status }) => [at, status])).toEqual([
      [1, 201],
      [2, 413],
      [3, 201],
    ]);
    await app.close();
  });
});

function open(app: App): { sending: ClientRequest; answering: Promise<IncomingMessage> } {
  const headers = { Authorization: 'Bearer till', ...NDJSON };
  const sending = request(`${app.url}/v1/batch`, { method: 'POST', headers });
  sending.on('error', () => undefined);
  const answering = once(sending, 'response').then(([response]) => response as IncomingMessage);
  return { sending, answering };
}

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

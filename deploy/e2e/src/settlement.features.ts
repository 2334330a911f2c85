import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { playMonth, PROGRAMME_ID } from '../../demo/partners-month.mjs';
import type { Client } from './client.fixture.js';

export interface Partnership {
  readonly client: Client;
  /** With a key that has these scopes alone. */
  readonly withScopes: (scopes: string) => Promise<Client>;
  close(): Promise<void>;
}

interface Line {
  readonly side: string;
  readonly kind: string;
  readonly points: number;
  readonly money: string | null;
  readonly correctionOf: string | null;
}

interface Statement {
  readonly id: string;
  readonly partner: string | null;
  readonly status: string;
  readonly lines: readonly Line[];
  readonly totals: readonly { readonly currency: string; readonly payer: string; readonly due: string }[];
  readonly sha256: string | null;
}

const SEED = 7;
const STEPS = 90;
/** A service that is asked while its neighbour is busy says so; the same again is safe. */
const TRIES_MAX = 40;
/** A process of its own hears of a programme a little later. */
const isNotThereYet = ({ status, text }: { readonly status: number; readonly text: string }) =>
  status === 503 || (status === 400 && text.includes('"programmes":[]'));
const idOf = (partner: string, period: string) => `stl_${PROGRAMME_ID}.${partner}.${period}`;

/** What statements say of the same trade must be the same in every shape; they name nothing that is drawn by chance. */
export function settlementFeatures(open: () => Promise<Partnership>, transcript: string[]): void {
  let running: Partnership;

  beforeAll(async () => {
    running = await open();
    const played = await playMonth(
      async (method, path, body, headers) => {
        let answer = await running.client.request(method, path, body, { ...headers });
        for (let tries = 1; isNotThereYet(answer) && tries < TRIES_MAX; tries += 1) {
          await sleep(500);
          answer = await running.client.request(method, path, body, { ...headers });
        }
        if (answer.status >= 400 && answer.status !== 409) throw new Error(`${method} ${path}: ${answer.text}`);
        return answer;
      },
      { seed: SEED, steps: STEPS },
    );
    expect(Object.entries(played).filter(([, times]) => times === 0)).toEqual([]);
  }, 300_000);
  afterAll(() => running?.close());

  const read = async (id: string) => (await running.client.get<Statement>(`/v1/settlements/${id}`)).body;
  const tell = ({ lines, totals, sha256: _sealed, ...rest }: Statement) =>
    transcript.push(JSON.stringify({ ...rest, closed: null, lines, totals }));

  it('says what each partner pays or is paid for the month', async () => {
    const { body } = await running.client.get<{ items: readonly Statement[] }>(
      `/v1/settlements?programme=${PROGRAMME_ID}&period=2026-03`,
    );
    const { items } = body;
    expect(items.map(({ partner }) => partner)).toEqual([null, 'bank', 'grocer', 'spa']);
    const due = items.map(({ totals }) => totals.map(({ currency, payer }) => `${payer} ${currency}`));
    expect(due).toEqual([[], ['partner EUR'], ['partner EUR'], ['programme CHF']]);
    const kinds = new Set(items.flatMap(({ lines }) => lines.map(({ kind }) => kind)));
    expect([...kinds]).toEqual(expect.arrayContaining(['issued', 'reversed', 'burned', 'refunded', 'expired']));
    items.forEach(tell);
  });

  it('is closed by who may, for good; what comes late is a correction in the next month', async () => {
    const id = idOf('grocer', '2026-03');
    const reader = await running.withScopes('reports:read');
    expect((await reader.post(`/v1/settlements/${id}/close`, { reason: 'agreed' })).status).toBe(403);
    const closer = await running.withScopes('settlements:close');
    const closed = await closer.post<Statement & { repeated: boolean }>(`/v1/settlements/${id}/close`, {
      reason: 'agreed with the grocer',
    });
    expect([closed.status, closed.body]).toMatchObject([200, { status: 'closed', repeated: false }]);
    const { text: before } = await running.client.get(`/v1/settlements/${id}`);

    const late = await running.client.post('/v1/purchases', {
      source: 'till',
      externalId: 'late',
      occurredAt: '2026-03-30T10:00:00Z',
      currency: 'EUR',
      member: { card: '4001' },
      store: 'grocer-1',
      lines: [{ id: '1', sku: 'A', quantity: '1', amount: '50.00' }],
    });
    expect(late.status).toBe(201);
    const april = await read(idOf('grocer', '2026-04'));
    expect(april.lines).toContainEqual(
      expect.objectContaining({ kind: 'issued', points: 100, money: '0.85', correctionOf: '2026-03' }),
    );
    expect((await running.client.get(`/v1/settlements/${id}`)).text).toBe(before);
    const again = await closer.post<{ repeated: boolean }>(`/v1/settlements/${id}/close`, { reason: 'once more' });
    expect([again.status, again.body.repeated]).toEqual([200, true]);
    tell(await read(id));
    tell(april);
  });

  it('refuses a month that is not over, and what is no settlement, by name', async () => {
    const close = (id: string) =>
      running.client.post<{ code: string }>(`/v1/settlements/${id}/close`, { reason: 'now' });
    expect((await close(idOf('bank', '2026-04'))).body).toMatchObject({ status: 409, code: 'period_not_over' });
    expect((await close(idOf('nobody', '2026-03'))).body).toMatchObject({ status: 404, code: 'settlement_not_found' });
    expect((await close('stl_1')).body).toMatchObject({ status: 404, code: 'settlement_not_found' });
    const unknown = await running.client.get('/v1/settlements?programme=nothing');
    expect(unknown.body).toMatchObject({ status: 404, code: 'programme_not_found' });
    const list = `/v1/settlements?programme=${PROGRAMME_ID}`;
    interface Page {
      readonly items: readonly { readonly id: string }[];
      readonly next: string | null;
    }
    const all = (await running.client.get<Page>(list)).body.items;
    const { items, next } = (await running.client.get<Page>(`${list}&limit=1`)).body;
    expect([items, next]).toEqual([all.slice(0, 1), all[0]?.id]);
    expect((await running.client.get<Page>(`${list}&after=${next}`)).body).toEqual({ items: all.slice(1), next: null });
  });

  it('leads from a line to the entries behind it, and is CSV for who wants a table', async () => {
    const id = idOf('spa', '2026-03');
    const { lines } = await read(id);
    interface Entries {
      readonly items: readonly { readonly kind: string; readonly points: number; readonly redemption: string }[];
      readonly next: string | null;
    }
    const items: Entries['items'][number][] = [];
    for (let after: string | null = ''; after !== null;) {
      const query: string = after === '' ? '' : `&after=${after}`;
      const { body }: { body: Entries } = await running.client.get<Entries>(
        `/v1/settlements/${id}/entries?limit=3${query}`,
      );
      items.push(...body.items);
      after = body.next;
    }
    const sumOf = (kind: string) =>
      items.filter((item) => item.kind === kind).reduce((sum, item) => sum + item.points, 0);
    for (const { kind, points } of lines) expect([kind, sumOf(kind)]).toEqual([kind, points]);
    const csv = await running.client.get(`/v1/settlements/${id}/csv`);
    expect(csv.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(csv.text.split('\r\n')[0]).toBe(
      'settlement,status,side,kind,wallet,points,rate,currency,money,correctionOf',
    );
    expect(csv.text.split('\r\n')).toHaveLength(1 + lines.length + 1 + 1);
  });
}

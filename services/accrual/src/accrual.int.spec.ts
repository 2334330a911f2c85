import { describe, expect, it } from '@jest/globals';
import type { App } from './testing/app.fixture.js';
import { inTurn, processesOnPostgres } from './testing/processes.fixture.js';
import { aPurchase, aReturn, line, TEA, teaProgramme } from './testing/shop.fixture.js';

describe('Accrual on PostgreSQL', () => {
  const processes = processesOnPostgres();

  const joined = () => processes.members.join(TEA, { kind: 'card', value: '4007' });
  const back = (id: string) => aReturn({ purchase: { id }, lines: [{ id: '1', quantity: '1' }] });

  it('lets two processes take purchases of one member, the same purchase, and the last unit, each once', async () => {
    joined();
    const apps = await processes.openTwo();
    const same = aPurchase({ lines: [line('1', '5.00')] });
    const twice = await Promise.all(apps.map((app) => app.call('POST', '/v1/purchases', same)));
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(twice[0]?.body.purchase).toEqual(twice[1]?.body.purchase);

    const many = Array.from({ length: 32 }, (_, at) =>
      inTurn(apps, at).call('POST', '/v1/purchases', aPurchase({ lines: [line('1', '1.00')] })),
    );
    const answers = await Promise.all(many);
    expect(new Set(answers.map(({ body }) => body.account.version)).size).toBe(32);
    expect(Math.max(...answers.map(({ body }) => body.balance[0].available))).toBe(37);

    const id = twice[0]?.body.purchase.id;
    const races = await Promise.all(apps.map((app) => app.call('POST', '/v1/returns', back(id))));
    expect(races.map(({ status, body }) => [status, body.code]).sort()).toEqual([
      [201, undefined],
      [409, 'more_than_bought'],
    ]);
  });

  it('lets an exchange wait with several returns for a purchase that has not come yet, and goes on with its account', async () => {
    joined();
    const app = await processes.open();
    const late = { source: 'till-7', externalId: 'late' };
    const one = { purchase: late, lines: [{ id: '1', quantity: '1' }] };
    const exchanged = await app.call('POST', '/v1/purchases', aPurchase({ returns: [one, one] }));
    expect([exchanged.status, exchanged.body.returns.map(({ status }: { status: string }) => status)]).toEqual([
      201,
      ['waiting', 'waiting'],
    ]);
    const arrived = aPurchase({ ...late, lines: [line('1', '30.00', { quantity: '3' })] });
    const { body } = await app.call('POST', '/v1/purchases', arrived);
    expect(body.returns).toMatchObject([{ takenBack: [{ points: 10 }] }, { takenBack: [{ points: 10 }] }]);
    expect(body.balance).toMatchObject([{ available: 110 }]);
  });

  it('answers a return that comes again to a process that knows nothing, though nothing is left to give back', async () => {
    joined();
    const app = await processes.open();
    const { body } = await app.call('POST', '/v1/purchases', aPurchase({ lines: [line('1', '5.00')] }));
    const all = back(body.purchase.id);
    const first = await app.call('POST', '/v1/returns', all);
    const again = await (await processes.open()).call('POST', '/v1/returns', all);
    expect([first.status, again.status, again.body]).toEqual([201, 200, { ...first.body, repeated: true }]);
  });

  it('answers a batch that is sent again to a process that knows nothing, and what is new at its end', async () => {
    joined();
    const lines = (purchases: readonly object[]) =>
      purchases.map((purchase) => JSON.stringify({ purchase })).join('\n');
    const send = async (purchases: readonly object[]) => {
      const app = await processes.open();
      const ndjson = { 'Content-Type': 'application/x-ndjson' };
      const { text } = await app.call('POST', '/v1/batch', lines(purchases), ndjson);
      return text
        .trim()
        .split('\n')
        .map((answer) => JSON.parse(answer));
    };
    // More than may be under way at once, so that some are read when repeats have been answered already.
    const purchases = Array.from({ length: 1_500 }, () => aPurchase());
    const first = await send(purchases);
    expect(new Set(first.map(({ status }) => status))).toEqual(new Set([201]));

    const again = await send([...purchases, aPurchase()]);
    expect(again.slice(0, -1)).toEqual(
      first.map(({ line: at, body }) => ({ line: at, status: 200, body: { ...body, repeated: true } })),
    );
    expect(again.at(-1)).toMatchObject({ status: 201, body: { account: { version: 1_501 } } });
  });

  it('answers after a restart as before it: repeats, blind returns, voids and what waits', async () => {
    joined();
    const first = await processes.open();
    const sent = aPurchase({
      lines: [line('1', '30.00', { sku: 'TEA', quantity: '3' })],
      store: 'b',
      receipt: { number: '1' },
    });
    const { body: bought } = await first.call('POST', '/v1/purchases', sent);
    const waiting = aReturn({ purchase: { source: 'web', externalId: 'later' }, lines: [{ id: '1', quantity: '1' }] });
    expect((await first.call('POST', '/v1/returns', waiting)).status).toBe(202);

    const second = await processes.open();
    expect((await second.call('POST', '/v1/purchases', { ...sent, externalId: 'again' })).body).toEqual({
      ...bought,
      repeated: true,
    });
    const blind = await second.call(
      'POST',
      '/v1/returns',
      aReturn({ member: { card: '4007' }, lines: [{ sku: 'TEA', quantity: '1' }] }),
    );
    expect(blind.body).toMatchObject({ takenBack: [{ points: 10 }], matched: [{ purchase: bought.purchase.id }] });
    const later = await second.call('POST', '/v1/purchases', aPurchase({ source: 'web', externalId: 'later' }));
    expect(later.body).toMatchObject({ returns: [{ takenBack: [{ points: 100 }] }], balance: [{ available: 20 }] });
    expect((await second.call('POST', `/v1/purchases/${bought.purchase.id}/void`)).body).toMatchObject({
      takenBack: [{ points: 20 }],
    });
    expect((await first.call('GET', `/v1/purchases/${bought.purchase.id}`)).body).toMatchObject({ status: 'voided' });
  });

  it('shows a new version of a programme to the other process within two seconds', async () => {
    const apps = await processes.openTwo();
    const yaml = { 'Content-Type': 'application/yaml' };
    await apps[0].call('PUT', '/v1/programmes/tea', `${teaProgramme()}# again\n`, yaml);
    const version = async (app: App) => (await app.call('GET', '/v1/programmes')).body.items[0].version;
    expect(await version(apps[0])).toBe(2);
    const until = Date.now() + 2000;
    while ((await version(apps[1])) !== 2 && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await version(apps[1])).toBe(2);
  });

  it('takes a batch, and keeps the order of one member in it', async () => {
    const app = await processes.open({
      document: teaProgramme({ programme: 'autoEnrolment: { when: always, earns: true }' }),
    });
    const reference = { source: 'till', externalId: 'first' };
    const lines = [
      { purchase: aPurchase({ ...reference, lines: [line('1', '10.00', { quantity: '10' })] }) },
      { return: aReturn({ purchase: reference, lines: [{ id: '1', quantity: '1' }] }) },
      ...Array.from({ length: 600 }, () => ({ purchase: aPurchase({ lines: [line('1', '1.00')] }) })),
      { return: aReturn({ member: { card: '4007' }, lines: [{ sku: 'SKU-1', quantity: '600' }] }) },
    ];
    const text = lines.map((each) => JSON.stringify(each)).join('\n');
    const answer = await app.call('POST', '/v1/batch', text, { 'Content-Type': 'application/x-ndjson' });
    const answers = answer.text
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each));
    expect(answers.map(({ status }) => status)).toEqual(lines.map(() => 201));
    expect(answers[1].body.takenBack).toMatchObject([{ points: 1 }]);
    expect(answers.slice(2, -1).map(({ body }) => body.balance[0].available)).toEqual(
      Array.from({ length: 600 }, (_, at) => 10 + at),
    );
    expect(answers.at(-1).body).toMatchObject({
      takenBack: [{ points: 600 }],
      unmatched: [],
      balance: [{ available: 9 }],
    });
    expect((await app.store.verify()).ok).toBe(true);
  });

  it('books what falls due once, whoever looks, and goes on where it stopped', async () => {
    const { account } = joined();
    const expiring = teaProgramme({ wallet: 'expiry: { after: P30D }' });
    const apps = await processes.openTwo({ document: expiring, now: '2026-03-05T12:00:00Z' });
    await apps[0].call('POST', '/v1/purchases', aPurchase());
    const move = (app: App, now: string) => app.call('POST', '/v1/test-clock', { now });
    await Promise.all([move(apps[0], '2026-03-20T00:00:00Z'), move(apps[1], '2026-03-20T00:00:00Z')]);
    const { rows } = await processes.database.pool.query('select next_due_at from accrual.due_accounts');
    expect(rows).toEqual([{ next_due_at: String(Date.parse('2026-04-04T08:15:00Z')) }]);

    await Promise.all([move(apps[0], '2026-06-01T00:00:00Z'), move(apps[1], '2026-06-01T00:00:00Z')]);
    const { rows: left } = await processes.database.pool.query('select 1 from accrual.due_accounts');
    expect(left).toEqual([]);
    const { rows: events } = await processes.database.pool.query(
      "select type from ledger.events where type like 'PointsExpired%'",
    );
    expect([events.length, account.startsWith('acc_')]).toEqual([1, true]);
  });
});

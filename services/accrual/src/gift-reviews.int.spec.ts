import { giftStream, reviewsStream, reviewsStreamId } from '@loyalty/contracts';
import { accountStream, booksOf, imbalances } from '@loyalty/ledger';
import { fromId } from '@loyalty/service-host/values';
import { describe, expect, it } from '@jest/globals';
import { accountStreamId } from './application/account-book.js';
import { auditStore } from './application/audit/audit-store.js';
import { decideHeld } from './application/reviews/decide-held.js';
import { inTurn, portsOf, processesOnPostgres } from './testing/processes.fixture.js';
import { aPurchase, line, TEA, teaProgramme } from './testing/shop.fixture.js';

const LIMIT = '{ id: burst, on: gifts, of: member, within: P1D, times: 2, then: review }';
const DOCUMENT = teaProgramme({ programme: `velocity: { limits: [${LIMIT}] }` });
const GIFTS = 12;

describe('Gifts held for review on PostgreSQL, in two processes', () => {
  const processes = processesOnPostgres();

  it('hold exactly what is beyond the limit; one verdict of many stands, and no point is given twice or lost', async () => {
    const people = ['4007', '4008'].map((value) => processes.members.join(TEA, { kind: 'card', value }));
    const [ann, bob] = people;
    if (!ann || !bob) throw new Error('two have joined');
    const apps = await processes.openTwo({ document: DOCUMENT });
    await apps[0].call('POST', '/v1/purchases', aPurchase({ member: { card: '4007' }, lines: [line('1', '1000.00')] }));

    const give = (at: number, by: number) =>
      inTurn(apps, by).call(
        'POST',
        `/v1/accounts/${ann.account}/transfers`,
        { to: bob.account, wallet: 'points', points: 10 },
        { 'Idempotency-Key': `gift-${at}` },
      );
    // Each is sent to both at once: one of the two answers is the first one, given again.
    const answers = await Promise.all(
      Array.from({ length: GIFTS }, async (_, at) => {
        const both = await Promise.all([give(at, 0), give(at, 1)]);
        expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
        const [one, other] = both.map(({ body }) => body);
        expect([one.transfer, one.review, one.slices]).toEqual([other.transfer, other.review, other.slices]);
        expect([one.repeated, other.repeated].sort()).toEqual([false, true]);
        return one;
      }),
    );
    const held = answers.filter(({ review }) => review);
    expect(held).toHaveLength(GIFTS - 2);
    expect(held.map(({ transfer }) => transfer.status)).toEqual(held.map(() => 'in_review'));

    const ports = [await portsOf(apps[0]), await portsOf(apps[1])] as const;
    const outcomes = await Promise.all(
      held.map(async ({ review, transfer }, at) => {
        const verdicts = (['release', 'reject'] as const).map((verdict, nth) =>
          decideHeld({ review: review.id, verdict, actor: `key_${nth}`, reason: verdict }, inTurn(ports, at + nth)),
        );
        const [[released, rejected], again] = await Promise.all([Promise.all(verdicts), give(GIFTS + at, at)]);
        expect([released?.status, rejected?.status].sort()).toEqual(['closed', 'decided']);
        expect(again.body.transfer.id).not.toBe(transfer.id);
        return released?.status === 'decided';
      }),
    );
    const given = 10 * (2 + outcomes.filter((each) => each).length);
    const { store } = apps[0];
    const stillHeld = 10 * held.length;
    for (const app of apps) {
      const standing = await app.store.load(accountStream, accountStreamId(ann.account));
      const [wallet] = standing.state.wallets;
      expect([wallet?.inLots, wallet?.held].map(Number)).toEqual([1000 - given - stillHeld, stillHeld]);
    }
    let between = 0n;
    for (const { account } of people) {
      const { state } = await store.load(accountStream, accountStreamId(account));
      const events = (await store.readStream(accountStreamId(account))).map((each) => accountStream.decode(each));
      const books = booksOf(events);
      expect(imbalances(books, state)).toEqual([]);
      between +=
        (books.get('points')?.get('transferred_out') ?? 0n) + (books.get('points')?.get('transferred_in') ?? 0n);
    }
    expect(between).toBe(0n);
    const { state: queue } = await store.load(reviewsStream, reviewsStreamId(TEA));
    for (const [id, review] of queue) {
      const { state } = await store.load(giftStream, fromId('trf', review.opened.held) ?? '');
      expect([id, state]).toEqual([id, review]);
    }
    expect([...queue.values()].filter(({ closed }) => !closed)).toHaveLength(held.length);
    expect((await store.verify()).ok).toBe(true);
    expect(await auditStore(store)).toMatchObject({ different: 0 });
  });
});

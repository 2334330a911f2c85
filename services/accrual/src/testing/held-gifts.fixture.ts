import { expect } from '@jest/globals';
import { reviewsStream, reviewsStreamId, statusOf } from '@loyalty/contracts';
import { accountStream, booksOf, imbalances } from '@loyalty/ledger';
import { accountStreamId } from '../application/account-book.js';
import { decideHeld } from '../application/reviews/decide-held.js';
import { movePoints } from '../application/accounts/move-points.js';
import { reverseTransfer } from '../application/gifts/reverse-transfer.js';
import { transferPoints } from '../application/gifts/transfer-points.js';
import { bookAllUndecided } from '../application/reviews/undecided-reviews.js';
import { aPurchase, line, openShop, purchase, TEA, teaProgramme } from './shop.fixture.js';

const LIMIT = '{ id: second, on: gifts, of: member, within: P1D, times: 1, then: review }';
export const LAPSES = '2026-06-03T12:00:00Z';

let keys = 0;
export const fresh = () => `k-${(keys += 1)}`;

/** Ann has 100 points that are over in three days, and 100 that are over in ten; she has given Bob one today. */
export async function openCounter({ limits = '', velocity = '', more = '' } = {}) {
  const programme = `velocity: { limits: [${LIMIT}${limits}]${velocity} }${more}`;
  const shop = await openShop(teaProgramme({ programme, wallet: 'expiry: { after: P10D }' }));
  const [ann, bob, cat] = ['4007', '4008', '4009'].map((value) => shop.members.join(TEA, { kind: 'card', value }));
  if (!ann || !bob || !cat) throw new Error('three have joined');
  for (const each of [ann, bob, cat]) shop.members.know(TEA, each);
  const buys = (occurredAt: string) =>
    purchase(shop, aPurchase({ member: { card: '4007' }, occurredAt, lines: [line('1', '100.00')] }));
  await buys('2026-05-25T12:00:00Z');
  await buys('2026-06-01T12:00:00Z');
  const gives = (points: bigint, idempotencyKey = fresh(), { dryRun = false, to = bob.account } = {}) =>
    transferPoints(
      {
        from: ann.account,
        to,
        wallet: 'points',
        points,
        reason: 'birthday',
        actor: 'key_eve',
        idempotencyKey,
        fingerprint: `${points}`.padStart(32, '0'),
      },
      shop,
      { dryRun },
    );
  await gives(1n);
  const holds = async (points: bigint, key = fresh()) => {
    const answer = await gives(points, key);
    if (!('held' in answer)) throw new Error(`not held: ${Object.keys(answer).join()}`);
    return answer;
  };
  const decides = (
    { review }: Awaited<ReturnType<typeof holds>>,
    verdict: 'release' | 'reject',
    { actor = 'key_max', reason = 'called her' } = {},
  ) => decideHeld({ review: review.opened.review, verdict, actor, reason }, shop);
  const events = async (account: string) =>
    (await shop.store.readStream(accountStreamId(account))).map((stored) => accountStream.decode(stored));
  return {
    shop,
    ann,
    bob,
    cat,
    gives,
    holds,
    decides,
    events,
    at: (text: string) => shop.clock.set(text),
    undo: (transfer: string) =>
      reverseTransfer(
        { transfer, reason: 'mistake', actor: 'key_eve', idempotencyKey: fresh(), fingerprint: '2'.repeat(32) },
        shop,
      ),
    job: () => bookAllUndecided(shop.clock.now(), shop),
    merge: (from: { account: string; member: string }, into: { account: string; member: string }) =>
      movePoints(
        {
          move: fresh(),
          programme: TEA,
          from: from.account,
          to: into.account,
          members: [from.member],
          whole: true,
        },
        shop,
      ),
    /** Of Ann: available and held; of the others: available. */
    points: async () => {
      const [one, two, three] = await Promise.all([ann, bob, cat].map(({ account }) => shop.balance(account)));
      return [one?.available, one?.held, two?.available, three?.available];
    },
    queue: async () =>
      [...(await shop.store.load(reviewsStream, reviewsStreamId(TEA))).state.values()].map((review) =>
        statusOf(review, shop.clock.now()),
      ),
    /** What left the one came to the other, and each has what was posted to it. */
    conserved: async (...others: readonly { readonly account: string }[]) => {
      let between = 0n;
      for (const { account } of [ann, bob, cat, ...others]) {
        const books = booksOf(await events(account));
        const { state } = await shop.store.load(accountStream, accountStreamId(account));
        expect(imbalances(books, state)).toEqual([]);
        const all = books.get('points');
        between += (all?.get('transferred_out') ?? 0n) + (all?.get('transferred_in') ?? 0n);
      }
      return between === 0n;
    },
  };
}

import { describe, expect, it } from '@jest/globals';
import { velocityStream } from '../domain/velocity-stream.js';
import { anOrder, authorised, instant, openShop, TEA, teaProgramme } from '../testing/shop.fixture.js';
import type { SentRedemption } from '../domain/sent-redemption.js';
import { authorise } from './authorise.js';
import { Reconciler } from './reconcile.js';
import { decideReview } from './reviews/decide-review.js';

async function shopWith(limit: string) {
  const shop = await openShop({
    documents: [teaProgramme(`velocity: { limits: [{ id: moved, on: redemptions, of: member, ${limit} }] }`)],
  });
  await shop.earn(1_000);
  const asks = async (points: number, change: Partial<SentRedemption> = {}) => {
    const answer = await authorise(anOrder(points, change), shop);
    return 'rejected' in answer ? answer.rejection : answer.standing.status;
  };
  const changes = (at: string) => {
    shop.clock.set(at);
    shop.members.changeContact(shop.owner.member, at);
  };
  return { shop, asks, changes };
}
const ANY = 'after: contact_change, within: P3D, then: review';

describe('A redemption after a change of contact', () => {
  it('waits for a person, who is told when it was changed; before it and three days after it goes through', async () => {
    const { shop, asks, changes } = await shopWith(ANY);
    expect(await asks(1)).toBe('authorised');
    changes('2026-06-02T09:00:00Z');
    const { redemption } = await authorised(shop, anOrder(2));
    expect(redemption.review?.opened.limits).toEqual([
      {
        limit: 'moved',
        on: 'redemptions',
        of: 'member',
        within: 'P3D',
        measure: 'times',
        max: 0n,
        found: 0n,
        asked: 1n,
        after: 'contact_change',
        changedAt: instant('2026-06-02T09:00:00Z'),
      },
    ]);
    expect(await asks(1, { capture: true })).toMatchObject({ reason: 'review_required', after: 'contact_change' });
    const asked = { id: redemption.review?.opened.review ?? '', verdict: 'reject', actor: 'key_eve' } as const;
    expect(await decideReview({ ...asked, reason: 'she knows nothing of it' }, shop)).toMatchObject({
      repeated: false,
    });
    shop.clock.set('2026-06-05T08:59:59.999Z');
    expect(await asks(1)).toBe('in_review');
    shop.clock.set('2026-06-05T09:00:00Z');
    expect(await asks(1)).toBe('authorised');
    expect(await Reconciler.fromTheStart(shop.store).catchUp()).toEqual([]);
  });

  it('is refused beyond so many points, whatever was spent before; who changes it again has no more room', async () => {
    const { shop, asks, changes } = await shopWith(
      'after: contact_change, within: P3D, points: 100, wallet: points, then: refuse',
    );
    expect(await asks(500)).toBe('authorised');
    changes('2026-06-02T09:00:00Z');
    expect(await asks(100)).toBe('authorised');
    changes('2026-06-02T10:00:00Z');
    const heads = await shop.heads();
    expect(await asks(1)).toMatchObject({
      reason: 'velocity_limit_reached',
      measure: 'points',
      max: 100n,
      found: 100n,
      changedAt: instant('2026-06-02T09:00:00Z'),
      againAt: instant('2026-06-05T09:00:00Z'),
    });
    expect(await shop.heads()).toEqual(heads);
    shop.clock.set('2026-06-05T09:00:00Z');
    expect(await asks(100)).toBe('authorised');
    expect(await asks(1)).toMatchObject({ againAt: instant('2026-06-05T10:00:00Z') });
  });

  it('is told by an event where it is only to be reported, once', async () => {
    const { shop, asks, changes } = await shopWith('after: contact_change, within: P3D, times: 1, then: report');
    changes('2026-06-02T09:00:00Z');
    for (let time = 0; time < 3; time += 1) expect(await asks(1)).toBe('authorised');
    const stored = (await Promise.all((await shop.heads()).map((_, shard) => shop.store.readShard(shard, 0, 1_000))))
      .flat()
      .filter(({ category }) => category === velocityStream.name)
      .map((event) => velocityStream.decode(event));
    expect(stored.filter(({ type }) => type === 'PatternNoticed')).toMatchObject([
      { programme: TEA, member: shop.owner.member, limit: { limit: 'moved', after: 'contact_change', found: 1n } },
    ]);
  });

  it('of another member goes through; and nobody is asked where no limit looks at it', async () => {
    const { shop, asks } = await shopWith(ANY);
    const other = shop.members.join(TEA, '4008');
    shop.members.changeContact(other.member, '2026-06-01T11:00:00Z');
    expect(await asks(1)).toBe('authorised');
    const unasked = {
      ...(await shopWith('within: P3D, times: 9, then: review')).shop,
      contactChanges: () => Promise.reject(new Error('enrollment was asked')),
    };
    expect(await authorise(anOrder(1), unasked)).toMatchObject({ standing: { status: 'authorised' } });
  });

  it('is not decided without an answer of enrollment', async () => {
    const { shop } = await shopWith(ANY);
    const away = { ...shop, contactChanges: () => Promise.reject(new Error('enrollment is away')) };
    await expect(authorise(anOrder(1), away)).rejects.toThrow('enrollment is away');
  });
});

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { type Bought, offersOf } from './programme-documents.fixture.js';
import { until } from './until.fixture.js';

/** The clock stands there; nothing of a test waits for a real day. */
export const SEGMENTS_OPEN = '2026-06-01T12:00:00Z';

const PROGRAMME = `id: tea
name: Tea
currency: EUR
timeZone: UTC
wallets:
  points:
    earn: { points: 1, per: 1.00 }
tiers:
  period: calendar_year
  ladder:
    - { id: basic, name: Basic }
    - { id: gold, name: Gold, needs: { spend: 100.00 } }
segments:
  regulars: { when: "history.purchasesIn90Days >= 2 && 'TEA' in history.categories", text: { en: Regulars, ru: Постоянные } }
  spenders: { when: history.spend >= 50.00 }
  newcomers: { when: "history.purchases == 0 && member.language == 'ru'" }
  golden: { when: "tier == 'gold' && wallets.points.balance >= 100" }
campaigns:
  june: { until: 2099-12-31 }
offers:
  - { id: thanks, give: { points: 10 }, only: { segments: [regulars] }, campaign: june }
  - { id: hello, give: { points: 3 }, only: { segments: [newcomers] } }
  - { id: mug, give: { points: 1 }, when: "'spenders' in member.segments" }
`;

export interface SegmentShop {
  readonly client: Client;
  close(): Promise<void>;
}

interface Member {
  readonly member: { readonly id: string };
  readonly account: { readonly id: string };
}

interface Members {
  readonly count: { readonly members: number; readonly of: number } | null;
  readonly items: readonly { readonly member: string; readonly account: string }[];
  readonly next: string | null;
}

/** Members buy and give back; who is in which segment follows, and so does what they earn. */
export function segmentFeatures(open: () => Promise<SegmentShop>): void {
  let running: SegmentShop;
  let ann: Member;
  let ben: Member;
  beforeAll(async () => {
    running = await open();
    const put = await shop().request('PUT', '/v1/programmes/tea', PROGRAMME, { 'content-type': 'application/yaml' });
    expect([put.status, put.body]).toMatchObject([201, {}]);
    const join = async (name: string, language: string) => {
      const said = { source: 'crm', externalId: name, card: name, language };
      return (await shop().post<Member>('/v1/members', said)).body;
    };
    [ann, ben] = [await join('ann', 'ru'), await join('ben', 'en')];
  });
  afterAll(() => running?.close());

  const shop = () => running.client;
  let numbered = 0;
  const buy = async (card: string, amount: string, quantity = '1') => {
    const lines = [{ id: '1', sku: 'POT', quantity, amount, categories: ['TEA'] }];
    const sent = { source: 'till', externalId: `R-${(numbered += 1)}`, occurredAt: '2026-06-01T11:00:00Z' };
    const { status, body } = await shop().post<Bought & { purchase: { id: string } }>('/v1/purchases', {
      ...sent,
      member: { card },
      currency: 'EUR',
      lines,
    });
    expect(status).toBe(201);
    return { id: body.purchase.id, gave: offersOf(body), explanation: body.explanation };
  };
  const membersOf = async (name: string, query = '') =>
    (await shop().get<Members>(`/v1/segments/${name}/members?programme=tea${query}`)).body;
  const why = async (name: string, { member }: Member) =>
    (await shop().get<{ isIn: boolean }>(`/v1/segments/${name}/members/${member.id}?programme=tea`)).body;

  it('are listed as the document declares them', async () => {
    const { body } = await shop().get('/v1/segments?programme=tea');
    expect(body).toMatchObject({
      items: [
        { name: 'regulars', texts: { en: 'Regulars', ru: 'Постоянные' } },
        { name: 'spenders', when: 'history.spend >= 50.00', texts: null },
        { name: 'newcomers' },
        { name: 'golden' },
      ],
      next: null,
    });
  });

  it('give to who is in them when the purchase arrives, and the explanation says what was seen', async () => {
    expect((await buy('ann', '30.00')).gave).toEqual(['base', 'hello']);
    expect((await buy('ben', '80.00')).gave).toEqual(['base']);
    await until(async () => (await why('spenders', ben)).isIn);
    const { gave, explanation } = await buy('ben', '20.00');
    expect(gave).toEqual(['base', 'mug']);
    expect(explanation).toContainEqual(
      expect.objectContaining({ offer: 'mug', seen: [{ fact: 'member.segments', value: 'spenders' }] }),
    );
    await until(async () => (await why('regulars', ben)).isIn);
    expect((await buy('ben', '1.00')).gave).toEqual(['base', 'thanks', 'mug']);
  });

  it('are counted, listed page by page, and explained for one member', async () => {
    expect(await buy('ann', '30.00')).toMatchObject({ gave: ['base'] });
    await until(async () => (await membersOf('spenders')).count?.members === 2);
    const first = await membersOf('spenders', '&limit=1');
    expect(first).toMatchObject({ count: { members: 2, of: 2 }, items: [expect.anything()] });
    const second = await membersOf('spenders', `&limit=1&after=${first.next ?? ''}`);
    expect(second).toMatchObject({ count: null, next: null });
    const listed = [...first.items, ...second.items];
    const ids = ({ member, account }: Member) => ({ member: member.id, account: account.id });
    expect(listed).toEqual(expect.arrayContaining([ids(ann), ids(ben)]));
    expect(await why('golden', ann)).toMatchObject({
      isIn: false,
      account: ann.account.id,
      facts: [
        { fact: 'tier', value: 'basic' },
        { fact: 'wallets.points.balance', value: '63' },
      ],
      failed: [
        { term: "tier == 'gold'", found: 'basic', needed: 'gold' },
        { term: 'wallets.points.balance >= 100', found: '63', needed: 'at least 100' },
      ],
    });
    expect(await why('golden', ben)).toMatchObject({ isIn: true, failed: [] });
    expect(await why('newcomers', ann)).toMatchObject({ isIn: false, failed: [{ term: 'history.purchases == 0' }] });
  });

  it('lose who gives back', async () => {
    const { id } = await buy('ann', '100.00', '2');
    await until(async () => (await why('golden', ann)).isIn);
    const back = (nth: string) => ({
      source: 'till',
      externalId: `B-${nth}`,
      occurredAt: '2026-06-01T11:30:00Z',
      purchase: { id },
      lines: [{ id: '1', quantity: '1' }],
    });
    for (const nth of ['1', '2']) expect((await shop().post('/v1/returns', back(nth))).status).toBe(201);
    await until(async () => !(await why('golden', ann)).isIn);
    await until(async () => (await why('spenders', ann)).isIn);
    expect((await membersOf('golden')).count).toEqual({ members: 1, of: 2 });
  });

  it('count whom a campaign would reach before it is launched', async () => {
    const made = await shop().post<{ id: string }>('/v1/campaigns', {
      programme: 'tea',
      campaign: 'june',
      name: 'June',
      audience: { segment: 'regulars' },
      reason: 'a summer of tea',
    });
    expect(made.body).toMatchObject({ audience: { segment: 'regulars' } });
    const plan = async () => (await shop().post(`/v1/campaigns/${made.body.id}/plan`, {})).body;
    expect(await plan()).toEqual({
      id: made.body.id,
      audience: { segment: 'regulars' },
      offers: [{ offer: 'thanks', forAudienceAlone: true }],
      members: 2,
      of: 2,
    });
    const audience = { when: "tier == 'gold'" };
    const edited = await shop().request('PATCH', `/v1/campaigns/${made.body.id}`, { audience, reason: 'the best' });
    expect(edited.body).toMatchObject({ audience });
    expect(await plan()).toMatchObject({ audience, members: 1, offers: [{ forAudienceAlone: false }] });
    const wrong = { audience: { when: "tier == 'glod'" }, reason: 'x' };
    const refused = await shop().request('PATCH', `/v1/campaigns/${made.body.id}`, wrong);
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { code: 'invalid_audience', errors: [{ pointer: '/audience/when', line: 1, column: 9 }] },
    ]);
  });

  it('are not found where nobody declared them, or nobody joined', async () => {
    const codeOf = async (path: string) => (await shop().get<{ code: string }>(path)).body.code;
    expect(await codeOf('/v1/segments?programme=coffee')).toBe('programme_not_found');
    expect(await codeOf('/v1/segments/nobody/members?programme=tea')).toBe('segment_not_found');
    expect(await codeOf('/v1/segments/golden/members/mem_nobody?programme=tea')).toBe('member_not_found');
    expect(await codeOf('/v1/segments/golden/members?programme=tea&after=nonsense')).toBe('invalid_cursor');
  });
}

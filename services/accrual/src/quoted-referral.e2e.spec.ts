import { compileSchema } from '@loyalty/service-host';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { quoteAnswer } from './adapters/http/quote-answer.schema.js';
import { openApp, type App } from './testing/app.fixture.js';
import { line, TEA, teaProgramme } from './testing/shop.fixture.js';

const DOCUMENT = teaProgramme({
  programme: `
referral:
  inviter: { points: 500 }
  friend: { points: 200, caps: { member: 150 }, text: { en: Welcome, ru: Добро пожаловать } }
  qualifies: { spentAtLeast: 30.00 }
`,
}).replace(
  'unit: { one: point, other: points }',
  'unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }',
);
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('A quote of whom somebody invited', () => {
  let app: App;
  beforeAll(async () => {
    app = await openApp({ document: DOCUMENT });
    const inviter = app.members.join(TEA, { kind: 'card', value: 'ann' });
    const { member: friend } = app.members.join(TEA, { kind: 'card', value: 'bob' });
    const invitations = [{ programme: TEA, joinedAt: 0, inviter }];
    app.members.tells = ({ member }) => ({ consents: [], ...(member === friend && { invitations }) });
  });
  afterAll(() => app.close());

  const ask = async (card: string, amount: string, query = '') => {
    const sent = { member: { card }, currency: 'EUR', occurredAt: '2026-03-05T10:00:00Z', lines: [line('1', amount)] };
    const { status, body } = await app.call('POST', `/v1/quotes${query}`, sent);
    expect([status, compileSchema(quoteAnswer)(body)]).toEqual([200, { ok: true, value: body }]);
    return body;
  };

  it('says what both would get, with what is trimmed, in the caller’s language, and names nobody', async () => {
    const { referral, totals } = await ask('bob', '30.00', '?language=ru');
    expect(totals).toEqual([{ wallet: 'points', earned: 30 }]);
    expect(referral).toMatchObject({
      friend: {
        earned: [{ wallet: 'points', points: 150, availableAt: '2026-03-05T10:00:00Z', expiresAt: null, lines: [] }],
        explanation: [{ offer: 'referral-friend', points: 150, trimmed: { points: 50 } }],
      },
      inviter: { earned: [{ points: 500 }], explanation: [{ offer: 'referral-inviter', points: 500 }] },
      notEarned: [],
    });
    expect(plain(referral.friend.explanation[0].text)).toContain('150 баллов: Добро пожаловать');
    expect(JSON.stringify(referral)).not.toMatch(/mem_|acc_/);
  });

  it('says why it would bring nothing, and of others nothing at all', async () => {
    expect((await ask('bob', '29.99')).referral).toEqual({
      friend: null,
      inviter: null,
      notEarned: [
        {
          ...{ condition: 'spentAtLeast', needed: 'at least 30.00 EUR', found: '29.99 EUR' },
          text: 'Sum of the purchase: at least 30.00 EUR needed, 29.99 EUR found.',
        },
      ],
    });
    expect(await ask('ann', '30.00')).not.toHaveProperty('referral');
  });
});

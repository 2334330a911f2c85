import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Standing } from './enrollment.module.js';
import type { Body } from './testing/enrollment.fixture.js';
import { useDoors } from './testing/doors.fixture.js';

const ann = {
  source: 'crm',
  externalId: 'A-1',
  card: ' 4007 ',
  email: 'Ann@BÜCHER.example',
  phone: '+49 (0)30 1234567',
  name: 'Ann Example',
  birthday: '1990-05-17',
  language: 'DE-at',
  consents: [{ purpose: 'marketing', channel: 'email', granted: true }],
};

describe('A member’s profile', () => {
  const standings = new Map<string, Standing>();
  const { call, fresh, enrol, enrolWithCard } = useDoors({ standing: async () => standings });

  beforeAll(async () => {
    await enrol(ann);
    await enrolWithCard();
    await enrolWithCard();
  });

  describe('GET and lookup', () => {
    it('show a member, by id and by any identity, with what each account stands at', async () => {
      const lookup = await call('POST', '/v1/members/lookup', { body: { phone: '+49 30 1234567' } });
      const { id } = lookup.body.member;
      const account = lookup.body.accounts[0]?.id ?? '';
      const tier = {
        id: 'gold',
        until: Date.UTC(2027, 11, 31, 23),
        progress: 700,
        next: { id: 'platinum', needed: 300 },
      };
      const balance = [{ wallet: 'points', available: 187n, held: 0n, pending: 5n }];
      standings.set(account, { version: 3, balance, tier });

      const view = await call('GET', `/v1/members/${id}`);
      expect(view.status).toBe(200);
      expect(view.body).toEqual({
        member: {
          id,
          joinedAt: '2026-01-05T09:15:00Z',
          name: 'Ann Example',
          birthday: '1990-05-17',
          language: 'de-AT',
          consents: [{ purpose: 'marketing', channel: 'email', granted: true, at: '2026-01-05T09:15:00Z' }],
          identities: [
            identity('card', '4007'),
            identity('phone', '+49301234567'),
            identity('email', 'ann@xn--bcher-kva.example'),
            identity('externalId', 'A-1'),
          ],
          referralCode: expect.stringMatching(/^[0-9A-Z]{10}$/),
        },
        accounts: [
          {
            id: account,
            programme: 'tea-shop',
            version: 3,
            joinedAt: '2026-01-05T09:15:00Z',
            balance: [{ wallet: 'points', available: 187, held: 0, pending: 5 }],
            tier: { ...tier, until: '2027-12-31T23:00:00Z' },
          },
        ],
      });
      // A till does not hand out the code of whoever stands there.
      const looked = { ...view.body, member: { ...view.body.member, referralCode: undefined } };
      for (const body of [{ card: '4007' }, { email: 'ANN@bücher.example' }, { externalId: 'A-1' }]) {
        expect((await call('POST', '/v1/members/lookup', { body })).body).toEqual(looked);
      }
    });

    it('do not know whom nobody knows', async () => {
      expect((await call('POST', '/v1/members/lookup', { body: { card: 'unheard' } })).body.code).toBe(
        'member_not_found',
      );
      for (const id of ['mem_01m837djsgf02ta5g74jhhd4ry', 'nonsense']) {
        expect((await call('GET', `/v1/members/${id}`)).body.code).toBe('member_not_found');
      }
    });

    it('list all members, page by page', async () => {
      const ids: string[] = [];
      let after = '';
      do {
        const page = await call('GET', `/v1/members?limit=2${after}`);
        expect(page.body.items.length).toBeLessThanOrEqual(2);
        ids.push(...page.body.items.map(({ id }: { id: string }) => id));
        after = page.body.next === null ? '' : `&after=${page.body.next}`;
      } while (after !== '');
      const all = await call('GET', '/v1/members?limit=1000');
      expect(ids).toEqual(all.body.items.map(({ id }: { id: string }) => id));
      expect(all.body.items[0]).toMatchObject({ externalId: 'A-1', accounts: [{ programme: 'tea-shop' }] });
      expect(JSON.stringify(all.body)).not.toMatch(/Ann|4007/);
    });
  });

  describe('PATCH /v1/members/{id}', () => {
    it('changes what is sent, removes what is null, leaves the rest, once', async () => {
      const { member } = await enrol({ name: 'Cid', birthday: '1980-01-01', language: 'de' });
      const key = fresh();
      const body = {
        name: 'Cyd',
        birthday: null,
        consents: [{ purpose: 'news', channel: 'sms', granted: false, at: '2025-12-31T23:00:00Z' }],
      };
      expect(await call('PATCH', `/v1/members/${member.id}`, { body, key })).toMatchObject({
        status: 200,
        body: { member: { id: member.id }, repeated: false },
      });
      await call('PATCH', `/v1/members/${member.id}`, { body: { name: 'Sid' }, key: fresh() });
      expect(await call('PATCH', `/v1/members/${member.id}`, { body, key })).toMatchObject({
        status: 200,
        body: { repeated: true },
      });

      const view = await call('GET', `/v1/members/${member.id}`);
      expect(view.body.member).toMatchObject({
        name: 'Sid',
        language: 'de',
        consents: [{ purpose: 'news', granted: false, at: '2025-12-31T23:00:00Z' }],
      });
      expect(view.body.member).not.toHaveProperty('birthday');
    });

    it('refuses the key of another edit, naming the fields', async () => {
      const { member } = await enrolWithCard();
      const key = fresh();
      await call('PATCH', `/v1/members/${member.id}`, { body: { name: 'Cid' }, key });
      const answer = await call('PATCH', `/v1/members/${member.id}`, { body: { name: 'Cyd' }, key });
      expect(pointers(answer.body)).toEqual(['/name']);
    });
  });
});

const identity = (kind: string, value: string) => ({
  kind,
  value,
  id: expect.stringMatching(/^idn_/),
  addedAt: '2026-01-05T09:15:00Z',
});

const pointers = ({ errors }: Body) => errors.map(({ pointer }) => pointer);

import { describe, expect, it } from '@jest/globals';
import { eventually, NOW, type Body } from './testing/enrollment.fixture.js';
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

describe('Enrolling', () => {
  const doors = useDoors();
  const { call, fresh, enrol, enrolWithCard, strangerOf } = doors;

  describe('POST /v1/members', () => {
    it('makes a member with an account', async () => {
      const answer = await call('POST', '/v1/members', { body: ann });
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual({
        member: { id: expect.stringMatching(/^mem_/) },
        account: { id: expect.stringMatching(/^acc_/), version: 0 },
        repeated: false,
      });
    });

    it('answers a repeat with the first answer, however it is spelled this time', async () => {
      const first = await call('POST', '/v1/members', { body: ann });
      const spelled = {
        ...ann,
        card: '4007',
        email: 'ann@xn--bcher-kva.example',
        phone: '0049301234567',
        language: 'de-AT',
      };
      const again = await call('POST', '/v1/members', { body: spelled });
      expect(again.status).toBe(200);
      expect(again.headers['idempotency-hit']).toBe('true');
      expect(again.body).toEqual({ ...first.body, repeated: true });
    });

    it('refuses the same external id with other content, and names the fields but no value', async () => {
      const answer = await call('POST', '/v1/members', {
        body: { ...ann, name: 'Bob', card: undefined, token: 'tok' },
      });
      expect(answer.status).toBe(409);
      expect(answer.body).toMatchObject({
        code: 'already_used_with_other_content',
        member: expect.stringMatching(/^mem_/),
      });
      expect(pointers(answer.body)).toEqual(['/card', '/name', '/token']);
      expect(JSON.stringify(answer.body)).not.toMatch(/Bob|Ann|tok"/);
    });

    it('needs an Idempotency-Key where there is no source and external id, and knows it again', async () => {
      const body = { card: fresh() };
      expect((await call('POST', '/v1/members', { body })).body.code).toBe('idempotency_key_required');
      const first = await call('POST', '/v1/members', { body, key: 'one' });
      const again = await call('POST', '/v1/members', { body, key: 'one' });
      expect([first.status, again.status]).toEqual([201, 200]);
      expect(again.body).toEqual({ ...first.body, repeated: true });
    });

    it('refuses an identity that is someone else’s, names its kind and writes nothing', async () => {
      const { card } = await enrolWithCard();
      const token = fresh();
      const answer = await call('POST', '/v1/members', { body: { card, token, name: 'Bob' }, key: fresh() });
      expect(answer).toMatchObject({ status: 409, body: { code: 'identity_taken', kinds: ['card'] } });
      expect((await call('POST', '/v1/members/lookup', { body: { token } })).status).toBe(404);
    });

    it('makes one member when twenty tills enrol one card at once', async () => {
      const card = fresh();
      const race = Array.from({ length: 20 }, () => call('POST', '/v1/members', { body: { card }, key: fresh() }));
      const statuses = (await Promise.all(race)).map(({ status }) => status).sort();
      expect(statuses).toEqual([201, ...Array<number>(19).fill(409)]);
    });

    it('gives twenty at once that are the same write one answer', async () => {
      const body = { source: 'crm', externalId: fresh(), card: fresh(), phone: '+4915112345678' };
      const race = await Promise.all(Array.from({ length: 20 }, () => call('POST', '/v1/members', { body })));
      expect(race.map(({ status }) => status).sort()).toEqual([...Array<number>(19).fill(200), 201]);
      expect(new Set(race.map((answer) => answer.body.member.id)).size).toBe(1);
    });

    it('hands over what was bought before joining', async () => {
      const card = fresh();
      const stranger = await strangerOf(card);
      const { member, account } = await enrol({ card });
      const claim = () => doors.process.claims.find((one) => one.member === member.id);
      await eventually(() => claim() !== undefined);
      expect(claim()).toEqual({
        member: member.id,
        account: account.id,
        programme: 'tea-shop',
        strangers: [stranger],
        joinedAt: NOW,
      });
    });
  });

  describe('A key', () => {
    it.each([
      ['POST', '/v1/members', 'members:write'],
      ['GET', '/v1/members', 'members:read'],
      ['POST', '/v1/members/lookup', 'members:read'],
      ['GET', '/v1/members/mem_x', 'members:read'],
      ['PATCH', '/v1/members/mem_x', 'members:write'],
      ['POST', '/v1/members/mem_x/erase', 'members:write'],
      ['POST', '/v1/members/mem_x/accounts', 'members:write'],
      ['POST', '/v1/members/mem_x/identities', 'members:write'],
      ['DELETE', '/v1/members/mem_x/identities/card/idn_x', 'members:write'],
    ])('for %s %s needs the scope %s', async (method, path, scope) => {
      const others = ['members:read', 'members:write', 'purchases:write'].filter((one) => one !== scope);
      expect(await call(method, path, { scopes: others })).toMatchObject({ status: 403, body: { missing: [scope] } });
      expect((await call(method, path, { scopes: [scope] })).status).not.toBe(403);
    });
  });
});

const pointers = ({ errors }: Body) => errors.map(({ pointer }) => pointer);

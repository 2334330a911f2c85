import { describe, expect, it } from '@jest/globals';
import { useDoors } from './testing/doors.fixture.js';

const MEMBER = '/v1/members/mem_01m837djsgf02ta5g74jhhd4ry';

describe('Bad input', () => {
  const doors = useDoors({ programmes: async () => ['tea-shop', 'cd-shop'] });

  it.each([
    ['POST', '/v1/members', { programme: 'tea-shop', nickname: 'x' }, ['/nickname unknown_field']],
    ['POST', '/v1/members', { programme: 'tea-shop', card: 4007 }, ['/card wrong_type']],
    ['POST', '/v1/members', { programme: 'tea-shop', card: '' }, ['/card bad_format']],
    ['POST', '/v1/members', { programme: 'tea-shop', card: ['4007'] }, ['/card wrong_type']],
    ['POST', '/v1/members', { programme: 'tea-shop', card: 'x'.repeat(257) }, ['/card bad_format']],
    ['POST', '/v1/members', { programme: 'tea-shop', phone: '030 1234567' }, ['/phone bad_format']],
    ['POST', '/v1/members', { programme: 'tea-shop', email: 'ann' }, ['/email bad_format']],
    ['POST', '/v1/members', { programme: 'tea-shop', name: '' }, ['/name too_short']],
    ['POST', '/v1/members', { programme: 'tea-shop', name: 'x'.repeat(201) }, ['/name too_long']],
    ['POST', '/v1/members', { programme: 'tea-shop', birthday: '1990-02-30' }, ['/birthday bad_format']],
    ['POST', '/v1/members', { programme: 'tea-shop', birthday: '2026-02-01' }, ['/birthday too_large']],
    ['POST', '/v1/members', { programme: 'tea-shop', language: 'Klingonisch' }, ['/language bad_format']],
    ['POST', '/v1/members', { programme: 'tea-shop', birthday: 19900517 }, ['/birthday wrong_type']],
    ['POST', '/v1/members', { programme: 'tea-shop', consents: ['news'] }, ['/consents/0 wrong_type']],
    ['POST', '/v1/members', { programme: 'tea-shop', consents: { purpose: 'x' } }, ['/consents wrong_type']],
    [
      'POST',
      '/v1/members',
      { programme: 'tea-shop', consents: [{ purpose: 'News!', channel: 'sms', granted: 'yes' }] },
      ['/consents/0/purpose bad_format', '/consents/0/granted wrong_type'],
    ],
    [
      'POST',
      '/v1/members',
      { programme: 'tea-shop', consents: [{ purpose: 'news', channel: 'sms', granted: true, at: '2026-01-01' }] },
      ['/consents/0/at bad_format'],
    ],
    ['POST', '/v1/members', { programme: 'tea-shop', source: 'crm' }, ['/externalId required']],
    ['POST', '/v1/members/lookup', {}, [' not_one']],
    ['POST', '/v1/members/lookup', { card: '1', phone: '2' }, [' not_one']],
    ['POST', '/v1/members/lookup', { shoe: '46' }, ['/shoe unknown_field']],
    ['POST', `${MEMBER}/identities`, {}, [' not_one']],
    ['POST', `${MEMBER}/identities`, { card: null }, [' not_one']],
    ['POST', `${MEMBER}/identities`, { phone: '112' }, ['/phone bad_format']],
    ['PATCH', MEMBER, { card: '4007' }, ['/card unknown_field']],
    ['GET', '/v1/members?limit=0', undefined, ['/limit too_small']],
    ['GET', '/v1/members?limit=1001', undefined, ['/limit too_large']],
    ['GET', '/v1/members?limit=ten', undefined, ['/limit wrong_type']],
  ])('%s %s %j is refused at %j', async (method, path, body, places) => {
    const answer = await doors.call(method, path, { body, key: 'bad' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    const { errors } = answer.body;
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(places);
    // How long a list is says nothing of a person.
    for (const { found } of errors) expect(found.replace(/^an array of \d+$/, '')).not.toMatch(/"|\d/);
  });

  it.each([
    ['POST', '/v1/members', { card: '4007' }, 400, 'programme_required'],
    ['POST', '/v1/members', { card: '4007', programme: 'shoe-shop' }, 404, 'programme_not_found'],
    ['POST', `${MEMBER}/accounts`, { programme: 'tea-shop' }, 404, 'member_not_found'],
    ['PATCH', MEMBER, { name: 'Ann' }, 404, 'member_not_found'],
    ['POST', `${MEMBER}/erase`, undefined, 404, 'member_not_found'],
    ['DELETE', `${MEMBER}/identities/card/idn_01m837djsgf02ta5g74jhhd4ry`, undefined, 404, 'member_not_found'],
    ['DELETE', `${MEMBER}/identities/card/4007`, undefined, 404, 'identity_not_found'],
    ['GET', '/v1/members?after=forged', undefined, 400, 'invalid_cursor'],
    ['GET', `/v1/members?after=${Buffer.from('"x"').toString('base64url')}`, undefined, 400, 'invalid_cursor'],
  ])('%s %s %j is answered %i %s', async (method, path, body, status, code) => {
    expect(await doors.call(method, path, { body, key: 'bad' })).toMatchObject({ status, body: { code } });
  });

  it.each(['PATCH', 'POST', 'DELETE'])('a %s without an Idempotency-Key is told to send one', async (method) => {
    const path = { PATCH: MEMBER, POST: `${MEMBER}/erase`, DELETE: `${MEMBER}/identities/card/idn_x` }[method] ?? '';
    const body = method === 'PATCH' ? {} : undefined;
    expect((await doors.call(method, path, { body })).body.code).toBe('idempotency_key_required');
  });

  it('has written nothing at all', async () => {
    for (const table of ['members', 'identities', 'accounts', 'member_keys', 'writes', 'waiting_claims']) {
      const { rows } = await doors.database.pool.query(`select count(*)::int as count from enrollment.${table}`);
      expect({ table, count: rows[0].count }).toEqual({ table, count: 0 });
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { eventually, NOW, startProcess, type Process } from './testing/enrollment.fixture.js';

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

describe('The doors of enrollment', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let process: Process;
  const standings = new Map<string, { version: number; balance: { wallet: string; available: bigint; held: bigint; pending: bigint }[] }>();

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    process = await startProcess(database.url, { standing: async () => standings });
  });

  afterAll(async () => {
    await process?.app.close();
    await database?.drop();
    await server?.stop();
  });

  let last = 0;
  const fresh = () => `fresh-${(last += 1)}`;
  const call: Process['call'] = (...request) => process.call(...request);
  const enrol = async (body: Readonly<Record<string, unknown>>) => {
    const answer = await call('POST', '/v1/members', { body, key: fresh() });
    expect(answer.status).toBe(201);
    return answer.body as { member: { id: string }; account: { id: string } };
  };
  const enrolWithCard = async () => {
    const card = fresh();
    return { card, ...(await enrol({ card })) };
  };

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
      const spelled = { ...ann, card: '4007', email: 'ann@xn--bcher-kva.example', phone: '0049301234567', language: 'de-AT' };
      const again = await call('POST', '/v1/members', { body: spelled });
      expect(again.status).toBe(200);
      expect(again.headers['idempotency-hit']).toBe('true');
      expect(again.body).toEqual({ ...first.body, repeated: true });
    });

    it('refuses the same external id with other content, and names the fields but no value', async () => {
      const answer = await call('POST', '/v1/members', { body: { ...ann, name: 'Bob', card: undefined, token: 'tok' } });
      expect(answer.status).toBe(409);
      expect(answer.body).toMatchObject({ code: 'already_used_with_other_content', member: expect.stringMatching(/^mem_/) });
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
      const [stranger] = await process.enrollment.resolve([{ programme: 'tea-shop', identity: { kind: 'card', value: card } }]);
      const { member, account } = await enrol({ card });
      const claim = () => process.claims.find((one) => one.member === member.id);
      await eventually(() => claim() !== undefined);
      expect(claim()).toEqual({
        member: member.id,
        account: account.id,
        programme: 'tea-shop',
        strangers: [stranger !== undefined && 'stranger' in stranger ? stranger.stranger : ''],
        joinedAt: NOW,
      });
    });
  });

  describe('GET and lookup', () => {
    it('show a member, by id and by any identity, with what each account stands at', async () => {
      const lookup = await call('POST', '/v1/members/lookup', { body: { phone: '+49 30 1234567' } });
      const { id } = lookup.body.member;
      const [account] = lookup.body.accounts;
      standings.set(account.id, { version: 3, balance: [{ wallet: 'points', available: 187n, held: 0n, pending: 5n }] });

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
        },
        accounts: [
          { id: account.id, programme: 'tea-shop', version: 3, joinedAt: '2026-01-05T09:15:00Z', balance: [{ wallet: 'points', available: 187, held: 0, pending: 5 }] },
        ],
      });
      for (const body of [{ card: '4007' }, { email: 'ANN@bücher.example' }, { externalId: 'A-1' }]) {
        expect((await call('POST', '/v1/members/lookup', { body })).body).toEqual(view.body);
      }
    });

    it('do not know whom nobody knows', async () => {
      expect((await call('POST', '/v1/members/lookup', { body: { card: 'unheard' } })).body.code).toBe('member_not_found');
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
      const body = { name: 'Cyd', birthday: null, consents: [{ purpose: 'news', channel: 'sms', granted: false, at: '2025-12-31T23:00:00Z' }] };
      expect(await call('PATCH', `/v1/members/${member.id}`, { body, key })).toMatchObject({ status: 200, body: { member: { id: member.id }, repeated: false } });
      await call('PATCH', `/v1/members/${member.id}`, { body: { name: 'Sid' }, key: fresh() });
      expect(await call('PATCH', `/v1/members/${member.id}`, { body, key })).toMatchObject({ status: 200, body: { repeated: true } });

      const view = await call('GET', `/v1/members/${member.id}`);
      expect(view.body.member).toMatchObject({ name: 'Sid', language: 'de', consents: [{ purpose: 'news', granted: false, at: '2025-12-31T23:00:00Z' }] });
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

  describe('Identities', () => {
    it('are added once, found at once, and removed', async () => {
      const { member } = await enrolWithCard();
      const card = fresh();
      const path = `/v1/members/${member.id}/identities`;
      const key = fresh();
      const added = await call('POST', path, { body: { card }, key });
      expect(added).toMatchObject({ status: 201, body: { identity: { kind: 'card', id: expect.stringMatching(/^idn_/) }, repeated: false } });
      expect((await call('POST', path, { body: { card }, key })).body).toEqual({ ...added.body, repeated: true });
      expect((await call('POST', path, { body: { card }, key: fresh() })).body).toEqual({ ...added.body, repeated: true });
      expect((await call('POST', '/v1/members/lookup', { body: { card } })).body.member.id).toBe(member.id);

      const removal = `${path}/card/${added.body.identity.id}`;
      const removeKey = fresh();
      expect(await call('DELETE', removal, { key: removeKey })).toMatchObject({ status: 200, body: { repeated: false } });
      expect(await call('DELETE', removal, { key: removeKey })).toMatchObject({ status: 200, body: { repeated: true } });
      expect((await call('DELETE', removal, { key: fresh() })).body.code).toBe('identity_not_found');
      expect((await call('POST', '/v1/members/lookup', { body: { card } })).body.code).toBe('member_not_found');
    });

    it('are one person’s only', async () => {
      const [one, other] = [await enrolWithCard(), await enrolWithCard()];
      const answer = await call('POST', `/v1/members/${other.member.id}/identities`, { body: { card: one.card }, key: fresh() });
      expect(answer).toMatchObject({ status: 409, body: { code: 'identity_taken', kinds: ['card'] } });
    });

    it('of another member, or of another kind, cannot be removed', async () => {
      const [one, other] = [await enrolWithCard(), await enrolWithCard()];
      const view = await call('GET', `/v1/members/${one.member.id}`);
      const [{ id }] = view.body.member.identities;
      for (const path of [`${other.member.id}/identities/card/${id}`, `${one.member.id}/identities/phone/${id}`, `${one.member.id}/identities/shoe/${id}`]) {
        expect((await call('DELETE', `/v1/members/${path}`, { key: fresh() })).body.code).toBe('identity_not_found');
      }
    });

    it('bring along what waited under them, also on a repeat of a stranger’s id', async () => {
      const { member } = await enrolWithCard();
      const card = fresh();
      const [stranger] = await process.enrollment.resolve([{ programme: 'tea-shop', identity: { kind: 'card', value: card } }]);
      const key = fresh();
      const path = `/v1/members/${member.id}/identities`;
      const added = await call('POST', path, { body: { card }, key });
      expect((await call('POST', path, { body: { card }, key })).body.identity).toEqual(added.body.identity);
      await eventually(() => process.claims.some((claim) => claim.member === member.id));
      expect(process.claims.find((claim) => claim.member === member.id)?.strangers).toEqual([stranger !== undefined && 'stranger' in stranger && stranger.stranger]);
    });

    it('are a hundred at most', async () => {
      const { member } = await enrolWithCard();
      const path = `/v1/members/${member.id}/identities`;
      for (let count = 1; count < 100; count += 1) await call('POST', path, { body: { token: fresh() }, key: fresh() });
      expect(await call('POST', path, { body: { token: fresh() }, key: fresh() })).toMatchObject({ status: 409, body: { code: 'too_many_identities', max: 100 } });
    });
  });

  describe('Erasing a member', () => {
    it('leaves nothing that says who it was, and keeps the ids that the ledger knows', async () => {
      const body = { source: 'crm', externalId: fresh(), card: fresh(), name: 'Eve' };
      const { member, account } = (await call('POST', '/v1/members', { body })).body;
      const key = fresh();
      const erased = await call('POST', `/v1/members/${member.id}/erase`, { key });
      expect(erased).toMatchObject({ status: 200, body: { member: { id: member.id, erasedAt: '2026-01-05T09:15:00Z' }, repeated: false } });
      expect((await call('POST', `/v1/members/${member.id}/erase`, { key })).body).toEqual({ ...erased.body, repeated: true });
      expect((await call('POST', `/v1/members/${member.id}/erase`, { key: fresh() })).body.repeated).toBe(true);

      for (const [method, path, request] of [
        ['GET', `/v1/members/${member.id}`, {}],
        ['PATCH', `/v1/members/${member.id}`, { body: { name: 'Eva' }, key: fresh() }],
        ['POST', `/v1/members/${member.id}/identities`, { body: { card: fresh() }, key: fresh() }],
        ['POST', '/v1/members', { body }],
      ] as const) {
        expect((await call(method, path, request)).body.code).toBe('member_erased');
      }
      expect((await call('POST', '/v1/members/lookup', { body: { card: body.card } })).body.code).toBe('member_not_found');
      const byId = { programme: 'tea-shop', identity: { kind: 'id' as const, value: member.id } };
      expect(await process.enrollment.resolve([byId])).toEqual([{ unknownMember: true }]);
      expect(await process.enrollment.findAccount(account.id)).toEqual({ member: member.id, programme: 'tea-shop' });

      const { rows } = await database.pool.query(
        'select (select count(*)::int from enrollment.member_keys k where k.member = m.id) as keys, m.profile from enrollment.members m where erased_at is not null',
      );
      expect(rows).toEqual([{ keys: 0, profile: null }]);
    });
  });

  describe('What is kept', () => {
    it('shows no value of a member in any column of any table, nor in any line of the log', async () => {
      const tables = await database.pool.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'enrollment'`);
      const stored: string[] = [];
      for (const { name } of tables.rows) {
        const { rows } = await database.pool.query<{ row: string }>(`select t::text || coalesce(encode(null, 'escape'), '') as row from enrollment.${name} t`);
        stored.push(...rows.map(({ row }) => row));
      }
      const hex = (text: string) => Buffer.from(text).toString('hex');
      for (const value of ['Ann Example', '1990-05-17', '4007', 'ann@', '49301234567', 'fresh-1']) {
        for (const line of [...stored, ...process.log]) {
          expect(line.includes(value) && !/^\(\d{3}-/.test(line)).toBe(false);
          expect(line.includes(hex(value))).toBe(false);
        }
      }
    });

    it('cannot be shown for someone else by moving it to another row, and says which seal is broken', async () => {
      const [one, other] = [await enrol({ name: 'One' }), await enrol({ name: 'Other' })];
      await database.pool.query(
        `update enrollment.members set profile = (select profile from enrollment.members order by id desc limit 1) where id = (select id from enrollment.members order by id desc offset 1 limit 1)`,
      );
      expect((await call('GET', `/v1/members/${one.member.id}`)).status).toBe(500);
      expect((await call('GET', `/v1/members/${other.member.id}`)).body.member.name).toBe('Other');
      expect(process.log.join()).toContain('the seal of profile of');
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

const identity = (kind: string, value: string) => ({ kind, value, id: expect.stringMatching(/^idn_/), addedAt: '2026-01-05T09:15:00Z' });

const pointers = (problem: { errors: { pointer: string }[] }) => problem.errors.map(({ pointer }) => pointer);

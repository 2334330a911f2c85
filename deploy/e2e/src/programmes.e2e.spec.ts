import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from './client.fixture.js';
import { basket, type Bought, JUNE, offersOf, tea, teaTests } from './programme-documents.fixture.js';
import { createHome, loyalty, RunningProgram, summaryOf, type TestHome } from './program.fixture.js';

describe('A programme’s life by command, by HTTP and in the ledger', () => {
  let home: TestHome;
  let shop: RunningProgram;
  let second: Client;
  let secondKey: string;
  const file = () => join(home.directory, 'tea.yaml');

  const command = (...args: string[]) => loyalty(['programme', ...args, '--home', home.directory, '--json']);
  const told = async <Summary>(...args: string[]) => {
    const ended = await command(...args);
    if (ended.code !== 0) throw new Error(ended.stderr);
    return summaryOf<Summary>(ended);
  };
  const write = (document: string) => writeFile(file(), document);
  const buy = async (amount: string) => (await shop.post<Bought>('/v1/purchases', basket(amount))).body;

  beforeAll(async () => {
    home = await createHome();
    shop = await RunningProgram.start(home.directory);
    const scopes = 'programmes:write,programmes:approve,balances:read';
    const made = await loyalty([
      'keys',
      'create',
      '--name',
      'ben',
      '--scopes',
      scopes,
      '--home',
      home.directory,
      '--json',
    ]);
    secondKey = summaryOf<{ key: string }>(made).key;
    second = new Client(() => shop.url, secondKey);
  });
  afterAll(async () => {
    await shop?.stop();
    await home?.remove();
  });

  it('begins with a document, which judges the very next purchase', async () => {
    await write(tea(JUNE));
    expect(await told('apply', file())).toEqual({ programme: 'tea', version: 1, changed: true });
    expect(await told('apply', file())).toEqual({ programme: 'tea', version: 1, changed: false });
    await shop.post('/v1/members', { source: 'crm', externalId: 'ann', card: '4007' });
    expect(offersOf(await buy('30.00'))).toEqual(['base', 'double', 'mug']);
  });

  it('is planned: what changes, whom it touches, and what would better be seen before', async () => {
    await write(tea(JUNE.replace('budget: 100', 'budget: 20').replace('  - { id: mug, give: { points: 5 } }\n', '')));
    const plan = await told<{ changes: unknown; warnings: unknown; touches: unknown }>('plan', file());
    expect(plan).toMatchObject({
      base: 1,
      changes: [{ text: 'campaign june: budget is 20 instead of 100' }, { kind: 'removed', text: 'offer mug is gone' }],
      warnings: [
        { code: 'offer_removed_while_points_pend', about: 'mug', numbers: { purchases: 1 } },
        { code: 'budget_below_given', about: 'campaign/june', numbers: { budget: 20, given: 30 } },
      ],
      touches: {
        offers: [{ offer: 'mug', members: 1, purchases: 1, points: 5, pendingPurchases: 1 }],
        complete: true,
        members: 1,
      },
    });
    const planned = await second.request('POST', '/v1/programmes/tea/plan', await readFile(file(), 'utf8'), {
      'content-type': 'application/yaml',
    });
    expect(planned.body).toEqual(plan);
    expect((await shop.get<{ items: unknown[] }>('/v1/programmes/tea/versions')).body.items).toHaveLength(1);
  });

  it('is paused in a campaign for what happens from then on, and says what its budget has left', async () => {
    const made = await shop.post<{ id: string }>('/v1/campaigns', {
      programme: 'tea',
      campaign: 'june',
      name: 'June',
      reason: 'a summer of tea',
    });
    const door = `/v1/campaigns/${made.body.id}`;
    expect(made.body).toMatchObject({ status: 'live', budget: { points: 100, given: 30, left: 70 } });
    const before = basket('10.00');
    const turn = (status: string) => shop.request('PATCH', door, { status, reason: 'the mugs are late' });
    expect((await turn('paused')).body).toMatchObject({ status: 'paused' });
    expect(offersOf(await buy('10.00'))).toEqual(['base', 'mug']);
    // It happened before, and arrives now.
    expect(offersOf((await shop.post<Bought>('/v1/purchases', before)).body)).toEqual(['base', 'double', 'mug']);
    expect((await turn('live')).body).toMatchObject({ status: 'live', budget: { given: 40, left: 60 } });
    expect(offersOf(await buy('10.00'))).toEqual(['base', 'double', 'mug']);
  });

  it('asks a second person with a key of their own, where it is to', async () => {
    const policy = { approval: 'required', tests: 'required', reason: 'four eyes' };
    expect((await shop.request('PUT', '/v1/programmes/tea/policy', policy)).status).toBe(200);
    await write(tea());
    expect((await command('apply', file())).stderr).toContain('tests_required');
    await writeFile(join(home.directory, 'tea.test.yaml'), teaTests(21));
    expect((await command('apply', file(), '--tests')).stderr).toContain('expected 21, found 20');
    await writeFile(join(home.directory, 'tea.test.yaml'), teaTests(20));
    const asked = await told<{ proposal: string }>('apply', file(), '--tests', '--reason', 'summer is over');
    expect(asked).toMatchObject({
      programme: 'tea',
      proposal: expect.stringMatching(/^prp_/),
      base: 1,
      changed: false,
    });
    const approve = (...more: string[]) => command('approve', 'tea', asked.proposal, '--reason', 'agreed', ...more);
    expect((await approve()).stderr).toContain('same_person');
    expect(summaryOf(await approve('--key', secondKey))).toEqual({ programme: 'tea', version: 2, repeated: false });
    expect(offersOf(await buy('10.00'))).toEqual(['base']);
  });

  it('is exported to the byte, compared and rolled back, and its history says who, why and by which road', async () => {
    const out = join(home.directory, 'first.yaml');
    await told('export', 'tea', '--version', '1', '--out', out);
    expect(await readFile(out, 'utf8')).toBe(tea(JUNE));
    const exported = await loyalty(['programme', 'export', 'tea', '--home', home.directory]);
    expect(exported.stdout).toBe(tea());
    expect(await told('diff', 'tea', '--from', '2', '--to', '1')).toMatchObject({
      changes: [{ part: 'campaign' }, { id: 'double' }, { id: 'mug' }],
    });
    const policy = ['policy', 'tea', '--approval', 'none', '--tests', 'none', '--reason', 'a quiet week'];
    expect(await told(...policy)).toEqual({ programme: 'tea', approval: 'none', tests: 'none', changed: true });
    expect(await told(...policy)).toMatchObject({ changed: false });
    const unsure = await command('policy', 'tea', '--approval', 'maybe', '--tests', 'none', '--reason', 'x');
    expect([unsure.code, unsure.stderr]).toEqual([1, expect.stringContaining('Allowed choices are none, required')]);
    expect(await told('rollback', 'tea', '--to', '1', '--reason', 'missed')).toMatchObject({
      version: 3,
      changed: true,
    });
    expect(offersOf(await buy('10.00'))).toEqual(['base', 'double', 'mug']);

    const { items } = await told<{ items: readonly Record<string, unknown>[] }>('history', 'tea');
    expect((await second.get('/v1/programmes/tea/history')).body['items']).toEqual(items);
    expect(items.map(({ step, version, road, reason }) => [step, version, road, reason])).toEqual([
      ['applied', 1, 'cli', null],
      ['campaign_registered', undefined, 'http', 'a summer of tea'],
      ['campaign_paused', undefined, 'http', 'the mugs are late'],
      ['campaign_resumed', undefined, 'http', 'the mugs are late'],
      ['policy_set', undefined, 'http', 'four eyes (approval required, tests required)'],
      ['proposed', undefined, 'cli', 'summer is over'],
      ['approved', 2, 'cli', 'agreed'],
      ['applied', 2, 'cli', 'summer is over'],
      ['policy_set', undefined, 'cli', 'a quiet week (approval none, tests none)'],
      ['applied', 3, 'cli', 'missed'],
    ]);
    expect(new Set(items.map(({ by }) => by)).size).toBe(2);
  });
});

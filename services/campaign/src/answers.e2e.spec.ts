import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compileSchema, type JsonSchema } from '@loyalty/service-host';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import * as campaigns from './adapters/http/campaign-answers.schema.js';
import * as changes from './adapters/http/change-answers.schema.js';
import { type App, type Call, openApp } from './testing/app.fixture.js';
import { JUNE, tea } from './testing/tea.fixture.js';

/** The schemas allow no field that they do not name, so what is answered and what is documented cannot part. */
describe('The answers of campaign', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let app: App;
  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    app = await openApp(database);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
    await server?.stop();
  });

  const ask = async (
    [method, path]: readonly [string, string],
    schema: JsonSchema,
    { body, ...more }: Call & { readonly body?: unknown } = {},
  ) => {
    const answer = await app.call(method, path, body, more);
    const checked = compileSchema(schema)(answer.body);
    expect([path, answer.status < 300, checked.ok ? [] : checked.errors]).toEqual([path, true, []]);
    return answer.body;
  };
  const yaml = (body: string) => ({ body, type: 'application/yaml' });

  it('are what its document says', async () => {
    const of = (rest = '') => `/v1/programmes/tea${rest}`;
    await ask(['PUT', of()], changes.appliedAnswer, yaml(tea(JUNE)));
    await ask(['POST', of('/plan')], changes.planAnswer, yaml(tea()));
    const policy = { approval: 'required', tests: 'none', reason: 'x' };
    await ask(['PUT', of('/policy')], changes.policyAnswer, { body: policy });
    const { proposal } = await ask(['PUT', of()], changes.proposedAnswer, yaml(tea()));
    await ask(['GET', of(`/proposals/${proposal.id}`)], changes.proposalView);
    const approval = { proposal: proposal.id, reason: 'x' };
    await ask(['POST', of('/approve')], changes.approvalAnswer, { body: approval, as: 'ben' });
    await ask(['POST', of('/rollback')], changes.proposedAnswer, { body: { to: 1, reason: 'x' } });
    await ask(['GET', of('/proposals')], changes.proposalsAnswer);
    await ask(['GET', of('/versions')], changes.versionsAnswer);
    await ask(['GET', of('/diff?from=1&to=2')], changes.diffAnswer);
    const june = { programme: 'tea', campaign: 'june', name: 'June', reason: 'the plan of June' };
    const { id } = await ask(['POST', '/v1/campaigns'], campaigns.campaignAnswer, { body: june });
    await ask(['PATCH', `/v1/campaigns/${id}`], campaigns.campaignView, { body: { status: 'paused', reason: 'x' } });
    await ask(['GET', `/v1/campaigns/${id}`], campaigns.campaignView);
    await ask(['GET', '/v1/campaigns'], campaigns.campaignsAnswer);
    await ask(['GET', of('/history')], changes.historyAnswer);
  });
});

import { describe, expect, it } from '@jest/globals';
import { compileSchema, type JsonSchema } from '@loyalty/service-host';
import * as answers from './adapters/http/member-answers.schema.js';
import { useDoors } from './testing/doors.fixture.js';

const ANN = {
  card: '4007',
  email: 'ann@example.com',
  name: 'Ann',
  birthday: '1990-05-17',
  language: 'de',
  consents: [{ purpose: 'marketing', channel: 'email', granted: true }],
};

/** The schemas allow no field that they do not name, so what is answered and what is documented cannot part. */
describe('The answers of enrollment', () => {
  const doors = useDoors();
  const { call, fresh } = doors;

  const ask = async (method: string, path: string, { body, schema }: { body?: object; schema: JsonSchema }) => {
    const answer = await call(method, path, { ...(body && { body }), key: fresh() });
    const checked = compileSchema(schema)(answer.body);
    expect([answer.status < 300, checked.ok ? [] : checked.errors]).toEqual([true, []]);
    return answer.body;
  };

  it('are what its document says', async () => {
    const ann = await ask('POST', '/v1/members', { body: ANN, schema: answers.enrolAnswer });
    const path = `/v1/members/${ann['member'].id}`;
    await ask('GET', path, { schema: answers.memberView });
    await ask('POST', '/v1/members/lookup', { body: { card: ANN.card }, schema: answers.memberView });
    const token = await ask('POST', `${path}/identities`, { body: { token: 't' }, schema: answers.identityAnswer });
    const { kind, id } = token['identity'];
    await ask('DELETE', `${path}/identities/${kind}/${id}`, { schema: answers.identityAnswer });
    await ask('PATCH', path, { body: { name: 'Anna' }, schema: answers.editAnswer });
    await ask('POST', `${path}/erase`, { schema: answers.eraseAnswer });
    await ask('POST', '/v1/members', { body: { externalId: 'A-1' }, schema: answers.enrolAnswer });
    await ask('GET', '/v1/members?limit=10', { schema: answers.memberPage });
  });
});

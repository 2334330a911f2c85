import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { basket, type Bought, offersOf, tea } from './programme-documents.fixture.js';
import { createHome, RunningProgram } from './program.fixture.js';
import { segmentFeatures, SEGMENTS_OPEN } from './segment.features.js';
import { RunningServices } from './services.fixture.js';
import { until } from './until.fixture.js';

describe('Segments in one process', () => {
  segmentFeatures(async () => {
    const home = await createHome();
    const client = await RunningProgram.start(home.directory, ['serve', '--test-clock', SEGMENTS_OPEN]);
    return {
      client,
      async close() {
        await client.stop();
        await home.remove();
      },
    };
  });
});

describe('Segments where campaign is a process of its own', () => {
  segmentFeatures(async () => {
    const services = await RunningServices.prepare({ LOYALTY_TEST_CLOCK: SEGMENTS_OPEN });
    await services.start('accrual', 'enrollment', 'campaign');
    return { client: services.client(), close: () => services.close() };
  });
});

describe('A purchase while campaign is away', () => {
  let services: RunningServices;
  let shop: Client;
  const FANS = `segments: { fans: { when: history.purchases >= 1 } }
offers: [{ id: thanks, give: { points: 7 }, only: { segments: [fans] } }]`;

  beforeAll(async () => {
    services = await RunningServices.prepare();
    await services.start('accrual', 'enrollment', 'campaign');
    shop = services.client();
    await shop.request('PUT', '/v1/programmes/tea', tea(FANS), { 'content-type': 'application/yaml' });
    for (const card of ['4007', '4008']) await shop.post('/v1/members', { source: 'crm', externalId: card, card });
  });
  afterAll(() => services?.close());

  const buy = (card: string) =>
    shop.post<Bought & { code: string }>('/v1/purchases', { ...basket('1.00'), member: { card } });

  it('earns by the segments that were last known of the member; of others nothing is guessed', async () => {
    await buy('4007');
    await until(async () => offersOf((await buy('4007')).body).includes('thanks'));
    await services.stop('campaign');
    expect(offersOf((await buy('4007')).body)).toEqual(['base', 'thanks']);
    const refused = await buy('4008');
    expect([refused.status, refused.body.code]).toEqual([503, 'service_unavailable']);
    await services.start('campaign');
    // The same process is asked again as soon as it is there.
    await until(async () => (await buy('4008')).status === 201);
    await until(async () => offersOf((await buy('4008')).body).includes('thanks'));
  });
});

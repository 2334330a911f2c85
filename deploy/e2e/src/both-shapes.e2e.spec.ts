import { startTestKafka, whereKafkaIs } from '@loyalty/testing';
import { describe, expect, it } from '@jest/globals';
import { createHome, RunningProgram } from './program.fixture.js';
import { RunningServices } from './services.fixture.js';
import { type OpenShop, SHOP_OPENS, shopFeatures } from './shop.features.js';
import { Transcript } from './transcript.fixture.js';
import { until } from './until.fixture.js';

const [alone, apart] = [new Transcript(), new Transcript()];

describe('A shop served by one process', () => {
  shopFeatures(openProgram, alone);
});

whereKafkaIs(describe)('A shop served by processes on Kafka and PostgreSQL', () => {
  shopFeatures(openServices, apart);

  it('gets the answers of one process, to the byte', () => {
    expect(apart.lines.length).toBeGreaterThan(0);
    expect(apart.lines).toEqual(alone.lines);
  });
});

async function openProgram(): Promise<OpenShop> {
  const home = await createHome();
  const client = await RunningProgram.start(home.directory, ['serve', '--test-clock', SHOP_OPENS]);
  return {
    client,
    async close() {
      await client.stop();
      await home.remove();
    },
  };
}

async function openServices(): Promise<OpenShop> {
  const kafka = await startTestKafka();
  const services = await RunningServices.prepare({
    KAFKA_BROKERS: kafka.brokers.join(','),
    LOYALTY_TEST_CLOCK: SHOP_OPENS,
  });
  await services.start('accrual', 'enrollment', 'balance', 'redemption', 'campaign', 'analytics');
  // The doors are open before the bus is there.
  await until(async () => (await fetch(`${services.urlOf('accrual')}/health/ready`)).ok);
  return {
    client: services.client(),
    async close() {
      await services.close();
      await kafka.stop();
    },
  };
}

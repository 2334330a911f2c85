import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { metricsRegistry } from '@loyalty/service-host';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { Controller, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { say, until } from '../contract/adapter.features.js';
import { migrateConsumer } from '../consume/consumer.js';
import type { HandlingContext } from '../consume/handling.js';
import { Quarantine } from '../consume/quarantine.js';
import { createInMemoryBus } from '../in-memory/in-memory-bus.js';
import type { Bus } from '../messaging.js';
import { connectMessaging } from './connect-messaging.js';
import { MessagingServer, type MessagingServerOptions } from './messaging-server.js';

const TEA_ROOM = Symbol('tea room');

@Controller()
class TeaController {
  static fails: ((text: string) => void) | undefined;

  @EventPattern<string>('tea', TEA_ROOM)
  async tea(@Payload() cups: readonly string[], @Ctx() { client, partition, topic }: HandlingContext): Promise<void> {
    for (const cup of cups) {
      await client.query('insert into cups (topic, partition, text) values ($1, $2, $3)', [topic, partition, cup]);
      TeaController.fails?.(cup);
    }
  }

  @EventPattern<string>('cake', TEA_ROOM)
  async cake(): Promise<void> {
    await Promise.resolve();
  }
}

@Controller()
class OtherRoom {
  @EventPattern<string>('elsewhere', Symbol('elsewhere'))
  other(): void {
    throw new Error('is not ours');
  }
}

@Controller()
class Careless {
  @EventPattern<string>('te', TEA_ROOM)
  misspelt(): void {
    throw new Error('never called');
  }
  @MessagePattern('cake', TEA_ROOM)
  asked(): string {
    return 'an answer';
  }
}

@Controller()
class SecondTea {
  @EventPattern<string>('tea', TEA_ROOM)
  tea(): void {
    throw new Error('never called');
  }
}

describe('Nest handlers', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let bus: Bus;
  const apps: INestApplication[] = [];
  const errors: unknown[] = [];

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    errors.length = 0;
    TeaController.fails = undefined;
    database = await createTestDatabase(server);
    await database.pool.query(
      'create table cups (id int generated always as identity, topic text, partition int, text text)',
    );
    await migrateConsumer({ pool: database.pool, schema: 'consumer' });
    bus = createInMemoryBus();
    await bus.declare(['tea', 'cake'].map((name) => ({ name, partitions: 2, retentionMs: null, compacted: false })));
  });
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await bus.close();
    await database.drop();
  });

  const create = async (controllers: readonly Type[]): Promise<INestApplication> => {
    class TestModule {}
    const module = { module: TestModule, controllers: [...controllers] };
    const app = await NestFactory.create(module, new FastifyAdapter(), { logger: false });
    apps.push(app);
    return app;
  };
  const source = (topic: string): MessagingServerOptions['topics'][number] => ({
    topic,
    decode: ({ value }) => Buffer.from(value).toString(),
  });
  const serverOf = (topics: readonly string[]): MessagingServer =>
    new MessagingServer({
      ...{ bus, pool: database.pool, schema: 'consumer', group: 'guests', transportId: TEA_ROOM, triesMax: 2 },
      topics: topics.map(source),
      onError: (error) => void errors.push(error),
    });
  const cups = async (): Promise<string[]> => {
    const { rows } = await database.pool.query<{ text: string }>('select text from cups order by id');
    return rows.map(({ text }) => text);
  };

  it('get a decoded batch and its transaction, and start and stop with the application', async () => {
    const app = await create([TeaController, OtherRoom]);
    connectMessaging(app, serverOf(['tea', 'cake']));
    await app.startAllMicroservices();
    await bus.send('tea', 1, [say('green', 'a'), say('black', 'b')]);
    await until(async () => (await cups()).length === 2);
    expect(await cups()).toEqual(['green', 'black']);
    await app.close();
    await bus.send('tea', 1, [say('late', 'a')]);
    await bus.bounds('tea', 1);
    expect(await cups()).toEqual(['green', 'black']);
    expect(errors).toEqual([]);
  });

  it('fail as what they threw: an outage is waited for, a culprit is parked, and both can be seen', async () => {
    const app = await create([TeaController]);
    connectMessaging(app, serverOf(['tea', 'cake']));
    let outages = 0;
    TeaController.fails = (text) => {
      if (text === 'bitter') throw new Error('too bitter');
      if (text === 'weak' && (outages += 1) < 4) throw Object.assign(new Error('away'), { name: 'StoreUnavailable' });
    };
    await app.startAllMicroservices();
    await bus.send('tea', 0, [say('weak', 'w')]);
    await bus.send('tea', 1, [say('bitter', 'b'), say('mild', 'm')]);
    await until(async () => (await cups()).length === 2);
    expect((await cups()).sort()).toEqual(['mild', 'weak']);
    const quarantine = new Quarantine({ pool: database.pool, schema: 'consumer', group: 'guests' });
    const [{ id = '' } = {}, ...others] = await quarantine.parkedKeys();
    expect(others).toEqual([]);
    expect(await quarantine.parkedKey(id)).toMatchObject({ key: 'b', reason: 'Error: too bitter' });
    expect(errors.map(String)).toEqual(
      expect.arrayContaining(['StoreUnavailable: away', 'Error: too bitter', 'Error: too bitter']),
    );
    await until(async () =>
      (await metricsRegistry.metrics()).includes('messaging_parked_keys{group="guests",topic="tea"} 1'),
    );
    const metrics = await metricsRegistry.metrics();
    expect(metrics).toContain('messaging_keys_parked_total{group="guests",topic="tea"} 1');
    expect(metrics).toContain('messaging_consumer_lag_messages{group="guests",topic="tea",partition="1"} 0');
  });

  it('whose failure was hidden by Nest park nobody', async () => {
    const app = await create([TeaController]);
    app.connectMicroservice({ strategy: serverOf(['tea', 'cake']) });
    let failures = 0;
    TeaController.fails = () => {
      if ((failures += 1) < 5) throw new Error('who knows');
    };
    await app.startAllMicroservices();
    await bus.send('tea', 0, [say('kept', 'k')]);
    await until(async () => (await cups()).length === 1);
    expect(String(errors[0])).toBe(
      'FailureHidden: what the handler of tea threw was replaced on its way: use connectMessaging',
    );
    expect(await new Quarantine({ pool: database.pool, schema: 'consumer', group: 'guests' }).counts()).toEqual([]);
  });

  it('must be there for every topic, and a topic for every one of them: otherwise nothing starts', async () => {
    const missing = await create([TeaController]);
    connectMessaging(missing, serverOf(['tea', 'cake', 'scones']));
    await expect(missing.startAllMicroservices()).rejects.toThrow(
      'group guests: there is no handler for the topic scones',
    );

    const careless = await create([Careless]);
    connectMessaging(careless, serverOf(['cake']));
    await expect(careless.startAllMicroservices()).rejects.toThrow(
      'there is a handler for te, which is not among the topics; cake is asked for an answer',
    );

    const twice = await create([TeaController, SecondTea]);
    connectMessaging(twice, serverOf(['tea', 'cake']));
    await expect(twice.startAllMicroservices()).rejects.toThrow('there are several handlers for tea');

    const unknown = await create([TeaController]);
    await bus.close();
    bus = createInMemoryBus();
    connectMessaging(unknown, serverOf(['tea', 'cake']));
    await expect(unknown.startAllMicroservices()).rejects.toThrow('there is no topic tea');
  });
});

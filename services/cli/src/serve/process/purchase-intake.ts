import { PURCHASE_INTAKE, PURCHASE_TOPIC, readBatchItem } from '@loyalty/accrual';
import { type Bus, migrateConsumer } from '@loyalty/messaging';
import { connectMessaging, MessagingServer } from '@loyalty/messaging/nest';
import { type Logger, outageProblem } from '@loyalty/service-host';
import type { INestApplication } from '@nestjs/common';
import type pg from 'pg';

const SCHEMA = 'accrual_intake';
const WEEK_MS = 7 * 24 * 3_600_000;
const PARTITIONS = 8;

export interface PurchaseIntake {
  readonly app: INestApplication;
  readonly bus: Bus;
  readonly pool: pg.Pool;
  readonly logger: Logger;
}

/** Takes purchases and returns from their topic. Ends with the app. */
export async function takePurchases({ app, bus, pool, logger }: PurchaseIntake): Promise<() => Promise<void>> {
  await bus.declare([{ name: PURCHASE_TOPIC, partitions: PARTITIONS, retentionMs: WEEK_MS, compacted: false }]);
  await migrateConsumer({ pool, schema: SCHEMA });
  const server = new MessagingServer({
    bus,
    pool,
    schema: SCHEMA,
    group: 'accrual',
    transportId: PURCHASE_INTAKE,
    topics: [{ topic: PURCHASE_TOPIC, decode: readBatchItem }],
    isOutage: (error) => outageProblem(error) !== undefined,
    onError: (error, partition) => logger.warn({ err: error, ...partition }, 'purchases of the bus wait'),
  });
  connectMessaging(app, server);
  await app.startAllMicroservices();
  return () => server.close();
}

import { intakeSeal, PURCHASE_INTAKE, PURCHASE_TOPIC, readBatchItem } from '@loyalty/accrual';
import { type Bus, migrateConsumer } from '@loyalty/messaging';
import { connectMessaging, MessagingServer, Quarantines } from '@loyalty/messaging/nest';
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
  readonly fingerprintKey: Buffer;
}

export function migrateIntake(pool: pg.Pool): Promise<void> {
  return migrateConsumer({ pool, schema: SCHEMA });
}

/**
 * Takes purchases and returns from their topic, once it is begun. Ends with the app. What was set aside can be looked
 * into, replayed and dropped at once: no bus is needed for it.
 */
export function purchaseIntake({ app, bus, pool, logger, fingerprintKey }: PurchaseIntake) {
  const server = new MessagingServer({
    bus,
    pool,
    schema: SCHEMA,
    group: 'accrual',
    transportId: PURCHASE_INTAKE,
    topics: [{ topic: PURCHASE_TOPIC, decode: readBatchItem }],
    seal: intakeSeal(fingerprintKey),
    isOutage: (error) => outageProblem(error) !== undefined,
    onError: (error, partition) => logger.warn({ err: error, ...partition }, 'purchases of the bus wait'),
  });
  connectMessaging(app, server);
  app.get(Quarantines, { strict: false }).register(server.quarantine());
  return async (): Promise<() => Promise<void>> => {
    await bus.declare([{ name: PURCHASE_TOPIC, partitions: PARTITIONS, retentionMs: WEEK_MS, compacted: false }]);
    await app.startAllMicroservices();
    return () => server.close();
  };
}

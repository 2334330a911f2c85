import 'reflect-metadata';
import { createPool } from '@loyalty/postgres';
import {
  createApp,
  createKeyStore,
  createLogger,
  createStaffActions,
  jsonBody,
  RequireScopes,
  systemClock,
} from '@loyalty/service-host';
import { Body, Controller, Module, Post } from '@nestjs/common';
import { purchaseSchema } from '../../../services/accrual/dist/domain/sent/purchase.schema.js';

/** What a door costs that does nothing: the same host, key check, schema and size of answer, and no decision. */
const answer = JSON.parse(process.env['ECHO_ANSWER'] ?? '{}');

class EchoController {
  record() {
    return answer;
  }
}
const handler = Object.getOwnPropertyDescriptor(EchoController.prototype, 'record') ?? {};
Post()(EchoController.prototype, 'record', handler);
Body(jsonBody(purchaseSchema))(EchoController.prototype, 'record', 0);
RequireScopes('purchases:write')(EchoController);
Controller('/v1/purchases')(EchoController);

class EchoModule {}
Module({ controllers: [EchoController] })(EchoModule);

const pool = createPool(process.env['DATABASE_URL'] ?? '', { max: 2 });
const app = await createApp(EchoModule, {
  keys: createKeyStore(pool),
  staffActions: createStaffActions(pool, systemClock),
  logger: createLogger({ level: 'warn' }),
  port: 0,
});
process.once('SIGTERM', async () => {
  await app.close();
  await pool.end();
});
console.log(`ready ${await app.getUrl()}`);

import { ledgerV1 } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import { connectRpc, type RpcConnection, type RpcServer, served, serveRpc } from '@loyalty/service-host';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerForLedgerLog, askLedgerLog } from './ledger-log.js';

const LINES = 'l'.repeat(3 * 1024 * 1024);
const EVENTS = 23;
const token = 'of the installation';

const event = (position: number): RecordedEvent => ({
  ...{ shard: 0, position, version: 1, category: 'purchase', type: 'PurchaseRecorded.v1' },
  ...{ stream: `purchase-${position}`, tags: [], occurredAt: 5, recordedAt: 6, payload: `${position} ${LINES}` },
});

describe('The ledger, as another process reads it', () => {
  let server: RpcServer;
  let connection: RpcConnection;

  beforeAll(async () => {
    const store = {
      heads: async () => [EVENTS],
      readShard: async (_: number, after: number, limit: number) =>
        Array.from({ length: Math.min(limit, EVENTS - after) }, (_each, index) => event(after + index + 1)),
    };
    const services = [served(ledgerV1.LedgerLogService, answerForLedgerLog(store))];
    server = await serveRpc(services, { host: '127.0.0.1', port: 0, token, onError: () => undefined });
    connection = connectRpc({ name: 'accrual', address: server.address, token });
  });
  afterAll(async () => {
    connection.close();
    await server.close();
  });

  it('may have purchases of thousands of lines one after the other: more than one message of gRPC has room for', async () => {
    const log = await askLedgerLog(connection.client(ledgerV1.LedgerLogService));
    const events = await log.readShard(0, 0, 1_000);
    expect(events.map(({ position }) => position)).toEqual(Array.from({ length: EVENTS }, (_, index) => index + 1));
    expect(events.every(({ payload }) => payload.endsWith('lll'))).toBe(true);
    expect((await log.readShard(0, 3, 2)).map(({ position }) => position)).toEqual([4, 5]);
  });
});

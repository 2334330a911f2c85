import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { RowHash } from './row-hash.js';

describe('RowHash', () => {
  let server: TestPostgres;
  let database: TestDatabase;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
  });
  afterAll(async () => {
    await database.drop();
    await server.stop();
  });

  async function hashes({ high, low }: { high: number; low: number }, uuid: string, int: number): Promise<string[]> {
    const seed = BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
    const { rows } = await database.pool.query<{ uuid: string; int: string }>(
      `select uuid_hash_extended($2::uuid, $1::int8) as uuid,
        hashint4extended($3::int4, uuid_hash_extended($2::uuid, $1::int8)) as int`,
      [String(seed), uuid, int],
    );
    return [rows[0]?.uuid ?? '', rows[0]?.int ?? ''];
  }

  it.each([
    ['no seed', { high: 0, low: 0 }, 7],
    ['a small seed', { high: 0, low: 1 }, -1],
    ['a large seed', { high: 0xffffffff, low: 0x80000000 }, 2147483647],
    ['any seed', { high: randomBytes(4).readUInt32BE(), low: randomBytes(4).readUInt32BE() }, -2147483648],
  ])('is what PostgreSQL makes of a row, with %s', async (_, seed, int) => {
    const uuid = randomUUID();
    const hash = new RowHash();
    const value = (): string => String(BigInt.asIntN(64, (BigInt(hash.high) << 32n) | BigInt(hash.low)));
    hash.begin(seed);
    hash.uuid(Buffer.from(uuid.replaceAll('-', ''), 'hex'), 0);
    const first = value();
    hash.int32(int);
    expect([first, value()]).toEqual(await hashes(seed, uuid, int));
  });
});

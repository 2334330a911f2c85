import { migrate } from '@loyalty/postgres';
import { createPool } from '@loyalty/postgres';
import { voucherCodes } from '../adapters/crypto/voucher-codes.js';
import { MIGRATIONS, openDataSource, SCHEMA } from '../adapters/postgres/data-source.js';
import { postgresPools } from '../adapters/postgres/voucher-pools.js';
import { putPool } from '../application/vouchers/pools.js';
import { programmeOf, TEA, teaProgramme } from './shop.fixture.js';

/** A process that generates a pool of so many codes, says what it took, and can be killed meanwhile. */
const [url = '', size = '0'] = process.argv.slice(2);
const pool = createPool(url, { max: 1 });
await migrate(pool, { schema: SCHEMA, directory: MIGRATIONS });
await pool.end();
const source = await openDataSource({ url, connectionsMax: 1 });
const programmes = [programmeOf(teaProgramme())];
const startedAt = performance.now();
process.stdout.write('begun\n');
await putPool(
  'summer',
  { sent: { programme: TEA, size: Number(size) }, actor: 'key_1' },
  {
    pools: postgresPools(source),
    vouchers: voucherCodes(Buffer.alloc(32, 7)),
    programmes: async () => programmes,
    clock: Date,
  },
);
process.stdout.write(`${JSON.stringify({ size: Number(size), seconds: (performance.now() - startedAt) / 1000 })}\n`);
await source.destroy();

import { createPostgresStore } from '@loyalty/event-store';
import { newUuid } from '@loyalty/service-host/values';
import { voucherCodes } from '../adapters/crypto/voucher-codes.js';
import { openDataSource } from '../adapters/postgres/data-source.js';
import { postgresPositions } from '../adapters/postgres/positions.js';
import { typeormRewards } from '../adapters/postgres/reward-catalogue.js';
import { AutomaticRewards } from '../application/automatic/automatic-rewards.js';
import { programmeOf, teaProgramme } from './shop.fixture.js';

/** A follower that is killed when it has settled what it read, and before it says how far it is. */
const [url = '', member = '', account = ''] = process.argv.slice(2);
const source = await openDataSource({ url, connectionsMax: 1 });
const programmes = [programmeOf(teaProgramme())];
const follower = new AutomaticRewards({
  store: await createPostgresStore({ url, clock: Date }),
  newUuid,
  vouchers: voucherCodes(Buffer.alloc(32, 7)),
  fingerprint: () => '0'.repeat(32),
  programmes: async () => programmes,
  members: { resolve: async (questions) => questions.map(() => ({ member, account })) },
  rewards: typeormRewards(source),
  positions: {
    read: () => postgresPositions(source).read(),
    moved: async () => {
      process.kill(process.pid, 'SIGKILL');
      return new Promise(() => undefined);
    },
  },
});
await follower.catchUp();

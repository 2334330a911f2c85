import { createPostgresStore } from '@loyalty/event-store';
import { putReward } from '../application/rewards/put-reward.js';
import { programmeOf, teaProgramme } from './shop.fixture.js';
import { aMug } from './rewards.fixture.js';

/** A process that is killed between the two things that it writes: the supply, and the catalogue. */
const [url = ''] = process.argv.slice(2);
const store = await createPostgresStore({ url, clock: Date });
const programmes = [programmeOf(teaProgramme())];
await putReward(
  'mug',
  { sent: aMug({ stock: 5 }), actor: 'key_1' },
  {
    store,
    clock: Date,
    programmes: async () => programmes,
    rewards: {
      find: async () => undefined,
      list: async () => [],
      put: async () => {
        process.kill(process.pid, 'SIGKILL');
        return new Promise(() => undefined);
      },
    },
  },
);

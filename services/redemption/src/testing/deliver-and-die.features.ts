import { createPostgresStore } from '@loyalty/event-store';
import { createPool } from '@loyalty/postgres';
import { newUuid } from '@loyalty/service-host/values';
import { postgresWebhooks } from '../adapters/postgres/webhooks/kept-webhooks.js';
import { postTo } from '../adapters/webhooks/post.js';
import { secretSeal } from '../adapters/webhooks/sealed-secrets.js';
import { Dispatcher } from '../application/webhooks/dispatcher.js';
import { PATIENCE } from '../domain/webhooks/patience.js';

/** A sender that is killed when its second message was taken, and before it says so. */
const [url = ''] = process.argv.slice(2);
const reach = { http: true, private: true };
const kept = postgresWebhooks(createPool(url, { max: 2 }), secretSeal(Buffer.alloc(32, 7)));
let taken = 0;
const dispatcher = new Dispatcher(
  {
    log: await createPostgresStore({ url, clock: Date }),
    kept: {
      ...kept,
      async moved(believed, to, delivery) {
        if (delivery && (taken += 1) === 2) {
          process.kill(process.pid, 'SIGKILL');
          return new Promise(() => undefined);
        }
        return kept.moved(believed, to, delivery);
      },
    },
    post: postTo(reach),
    reach,
    patience: PATIENCE,
    programmes: async () => [],
    newUuid,
    newSecret: () => Buffer.alloc(32),
    fingerprint: () => '0'.repeat(32),
    now: Date.now,
    chance: Math.random,
  },
  {
    leaseMs: 1_000,
    watching: {
      attempted: () => undefined,
      parked: () => undefined,
      failed: (_webhook, error) => console.error(error),
    },
  },
);
setInterval(() => void dispatcher.look(), 20);

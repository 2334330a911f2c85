import { createPostgresStore } from '@loyalty/event-store';
import { drive } from './drive.mjs';
import { accountsOf, mixed } from './workload.mjs';

/** A second process on the same accounts: learns them all, says that it is ready, and runs when it is told to. */
const [url = '', writer = '', count = '0'] = process.argv.slice(2);
const store = await createPostgresStore({ clock: Date, url });
const accounts = accountsOf(Number(count));
const next = mixed({ accounts, writer, seed: writer.charCodeAt(0) });
await learn(store, accounts);
process.send?.({ ready: true });
process.on('message', async (/** @type {{ seconds: number } | 'stop'} */ order) => {
  if (order === 'stop') {
    await store.close();
    process.disconnect();
    return;
  }
  process.send?.({ run: await drive(store, next, order) });
});

/** @param {import('@loyalty/event-store').EventStore} store @param {readonly string[]} accounts */
async function learn(store, accounts) {
  const { accountStream } = await import('@loyalty/ledger');
  let index = 0;
  const reader = async () => {
    while (index < accounts.length) {
      const account = accounts[index] ?? '';
      index += 1;
      await store.execute({
        on: account,
        decide: (view) => ({ answer: view.state(accountStream, account).version, appends: [] }),
      });
    }
  };
  await Promise.all(Array.from({ length: 2000 }, reader));
}

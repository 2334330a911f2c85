import { createPostgresStore } from '@loyalty/event-store';
import { systemClock } from '@loyalty/service-host';
import type { OpenHome } from '../home/home.js';
import { CommandFailed, type Output } from '../output.js';

/** Recomputes the whole ledger from what is stored; wrong: exit code 1 and the first place that is wrong. */
export async function verifyLedger(home: OpenHome, output: Output): Promise<void> {
  const store = await createPostgresStore({ url: home.databaseUrl, clock: systemClock });
  try {
    const startedAt = performance.now();
    const result = await store.verify();
    const perSecond = Math.round(result.events / ((performance.now() - startedAt) / 1000));
    if (result.ok) {
      output.summary(
        { ...result, perSecond },
        `${result.events} events in ${result.batches} batches are as they were written`,
      );
      return;
    }
    const place = `shard ${result.shard}, position ${result.position}`;
    output.summary({ ...result }, `NOT as it was written, at ${place}: ${result.problem}`);
    throw new CommandFailed('');
  } finally {
    await store.close();
  }
}

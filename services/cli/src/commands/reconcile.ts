import { createPostgresStore } from '@loyalty/event-store';
import { Reconciler } from '@loyalty/redemption';
import { systemClock } from '@loyalty/service-host';
import type { OpenHome } from '../home/home.js';
import { CommandFailed, type Output } from '../output.js';

/** So many are listed; the count says how many there are. */
const LISTED_MAX = 100;

/** Compares every redemption with its account, and with stock, takings and vouchers; where they differ: exit code 1, and which, in what, by how much. */
export async function reconcileRedemptions(home: OpenHome, output: Output): Promise<void> {
  const store = await createPostgresStore({ url: home.databaseUrl, clock: systemClock });
  try {
    const reconciler = Reconciler.fromTheStart(store);
    const all = await reconciler.catchUp();
    const { redemptions, events } = reconciler.counts;
    const listed = all
      .slice(0, LISTED_MAX)
      .map(({ recorded, booked, ...where }) => ({ ...where, recorded: String(recorded), booked: String(booked) }));
    const summary = { ok: all.length === 0, redemptions, events, different: all.length, differences: listed };
    if (all.length === 0) {
      output.summary(summary, `${redemptions} redemptions and their accounts say the same`);
      return;
    }
    const lines = listed.map(
      ({ redemption, movement, wallet, recorded, booked }) =>
        `${redemption}: ${wallet} ${movement}: the redemption says ${recorded}, its account ${booked}`,
    );
    output.summary(summary, [`${all.length} differences:`, ...lines].join('\n'));
    throw new CommandFailed('');
  } finally {
    await store.close();
  }
}

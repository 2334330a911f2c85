import { describe, expect, it } from '@jest/globals';
import { ClaimCourier, type ClaimQueue, type LeasedClaim } from './claim-courier.js';

function leased(id: string): LeasedClaim {
  const claim = { member: 'mem_1', account: 'acc_1', programme: 'tea-shop', strangers: [id], joinedAt: 0 };
  return { id, attempts: 1, lookedOnce: false, claim };
}

/** A queue in memory: what failed is due again at once. */
function queueOf(...ids: readonly string[]) {
  const due = ids.map(leased);
  const delivered: string[] = [];
  const queue: ClaimQueue = {
    lease: async (max) => due.splice(0, max),
    delivered: async ({ id }) => void delivered.push(id),
    failed: async (claim) => void due.push(claim),
  };
  return { queue, due, delivered };
}

const until = async (holds: () => boolean) => {
  for (let tries = 0; !holds() && tries < 500; tries += 1) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(holds()).toBe(true);
};

describe('The courier of claims', () => {
  it('delivers what is due', async () => {
    const { queue, delivered } = queueOf('a', 'b');
    const brought: string[] = [];
    const courier = new ClaimCourier({
      queue,
      claimWaiting: async (claim) => void brought.push(...claim.strangers),
      onFailure: () => undefined,
    });
    courier.start();
    await until(() => delivered.length === 2);
    await courier.stop();
    expect(brought).toEqual(['a', 'b']);
  });

  it('brings a claim again that could not be delivered, and says so', async () => {
    const { queue, delivered } = queueOf('a');
    let tries = 0;
    const failures: unknown[] = [];
    const claimWaiting = async () => {
      if ((tries += 1) < 3) throw new Error('accrual is down');
    };
    const courier = new ClaimCourier({ queue, claimWaiting, onFailure: (error) => void failures.push(error) });
    courier.start();
    await until(() => delivered.length === 1);
    await courier.stop();
    expect({ tries, failures: failures.length }).toEqual({ tries: 3, failures: 2 });
  });

  it('rests when nothing is due, and comes at once when it is woken', async () => {
    const { queue, due, delivered } = queueOf();
    const courier = new ClaimCourier({ queue, claimWaiting: async () => undefined, onFailure: () => undefined });
    courier.start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    due.push(leased('late'));
    const wokenAt = performance.now();
    courier.wake();
    await until(() => delivered.length === 1);
    expect(performance.now() - wokenAt).toBeLessThan(500);
    await courier.stop();
  });

  it('survives a queue that cannot be read', async () => {
    const { queue, delivered } = queueOf('a');
    let broken = true;
    const lease: ClaimQueue['lease'] = async (max) => {
      if (!broken) return queue.lease(max);
      broken = false;
      throw new Error('connection lost');
    };
    const failures: unknown[] = [];
    const courier = new ClaimCourier({
      queue: { ...queue, lease },
      claimWaiting: async () => undefined,
      onFailure: (error) => void failures.push(error),
    });
    courier.start();
    await until(() => failures.length === 1);
    courier.wake();
    await until(() => delivered.length === 1);
    await courier.stop();
  });

  it('ends what is under way before it stops', async () => {
    const { queue, delivered } = queueOf('a');
    let begun = false;
    const claimWaiting = async () => {
      begun = true;
      await new Promise((resolve) => setTimeout(resolve, 30));
    };
    const courier = new ClaimCourier({ queue, claimWaiting, onFailure: () => undefined });
    courier.start();
    await until(() => begun);
    await courier.stop();
    expect(delivered).toEqual(['a']);
  });
});

import { decodePurchaseEvent, type PurchaseRecorded } from '@loyalty/contracts';
import type { OfferUse } from '../domain/warnings.js';
import type { CampaignPorts } from './ports.js';

/** What was counted, and out of what: the newest part of the ledger, so that a plan takes seconds on any ledger. */
export interface UsesSeen {
  readonly offers: ReadonlyMap<string, OfferUse>;
  /** Events that were read, the newest of each shard. */
  readonly events: number;
  /** Whether that was the whole ledger; if not, the counts are of what was read. */
  readonly complete: boolean;
  /** Members with a purchase among them, whatever it earned by. */
  readonly members: number;
}

/** About two seconds of reading. */
const EVENTS_MAX = 100_000;
const PAGE = 1_000;

interface Use {
  readonly accounts: Set<string>;
  purchases: number;
  points: bigint;
  pendingPurchases: number;
}

/** Who got points by these offers, before anything was given back. */
export async function offerUses(
  programme: string,
  offers: ReadonlySet<string>,
  { store, clock }: Pick<CampaignPorts, 'store' | 'clock'>,
  eventsMax = EVENTS_MAX,
): Promise<UsesSeen> {
  if (offers.size === 0) return { offers: new Map(), events: 0, complete: true, members: 0 };
  const now = clock.now();
  const uses = new Map<string, Use>();
  const members = new Set<string>();
  const heads = await store.heads();
  const each = Math.floor(eventsMax / heads.length);
  let events = 0;
  for (const [shard, head] of heads.entries()) {
    for (let after = Math.max(0, head - each); after < head; after += PAGE) {
      const page = await store.readShard(shard, after, Math.min(PAGE, head - after));
      events += page.length;
      for (const event of page) {
        if (event.category !== 'purchase') continue;
        const purchase = decodePurchaseEvent(event);
        if (purchase.type !== 'PurchaseRecorded' || purchase.programme !== programme || !purchase.account) continue;
        members.add(purchase.account);
        count(purchase, { offers, uses, now });
      }
    }
  }
  return {
    offers: new Map([...uses].map(([offer, use]) => [offer, useOf(use)])),
    events,
    complete: heads.every((head) => head <= each),
    members: members.size,
  };
}

interface Counting {
  readonly offers: ReadonlySet<string>;
  readonly uses: Map<string, Use>;
  readonly now: number;
}

function count({ account, outcome }: PurchaseRecorded, { offers, uses, now }: Counting): void {
  for (const { offer, wallet, points } of outcome?.explanation ?? []) {
    if (!offers.has(offer) || points === 0n) continue;
    const use = uses.get(offer) ?? { accounts: new Set(), purchases: 0, points: 0n, pendingPurchases: 0 };
    uses.set(offer, use);
    use.accounts.add(account ?? '');
    use.purchases += 1;
    use.points += points;
    const pends = outcome?.lots.some(
      (lot) => lot.wallet === wallet && (lot.availableAt === null || lot.availableAt > now),
    );
    if (pends) use.pendingPurchases += 1;
  }
}

function useOf({ accounts, purchases, points, pendingPurchases }: Use): OfferUse {
  return { members: accounts.size, purchases, points: Number(points), pendingPurchases };
}

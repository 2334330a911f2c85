import type { Random } from '@loyalty/ledger/simulation';

/** What an award may give at most, as the document says it: read by the naive model, which knows no programme. */
export interface Bound {
  /** Offers that it bounds; absent: all that gives points in the wallet. */
  readonly offers?: readonly string[];
  readonly wallet: string;
  readonly by: 'purchase' | 'day' | 'month' | 'member' | 'budget';
  /** Points, or how often something is given. */
  readonly counts: 'points' | 'uses';
  readonly most: bigint;
}

/** Random caps, uses and budgets, as a document says them and as the naive model reads them. */
export class BoundsMaker {
  readonly list: Bound[] = [];
  /** Nothing bounds what multipliers see. */
  isPlain = true;
  /** Points wait for an action of a purchase, which those that no purchase earns cannot. */
  waitsForAction = false;

  constructor(private readonly random: Random) {}

  walletCaps(wallet: string): string {
    const { random } = this;
    if (!random.chance(12)) return '';
    const most = random.points(100, 900);
    const by = random.weighted({ day: 40, month: 30, purchase: 30 });
    this.list.push({ wallet, by, counts: 'points', most });
    if (wallet === 'points') this.isPlain = false;
    return `caps: { ${by}: ${most} }, `;
  }

  /** Begins with a comma and a blank where there are any. */
  caps(offer: string, wallet: string, percent: number, first: number, last: number): string {
    const { random } = this;
    if (!random.chance(percent)) return '';
    const by = random.weighted({ purchase: 25, day: 30, month: 25, member: 20 });
    const most = random.points(first, last);
    this.list.push({ offers: [offer], wallet, by, counts: 'points', most });
    this.isPlain = false;
    return `, caps: { ${by}: ${most} }`;
  }

  usesOf(offer: string, wallet: string): string {
    const { random } = this;
    if (!random.chance(15)) return '';
    const by = random.weighted({ day: 40, month: 30, member: 30 });
    const most = random.points(1, 3);
    this.list.push({ offers: [offer], wallet, by, counts: 'uses', most });
    this.isPlain = false;
    return `uses: { ${by}: ${most} }`;
  }

  budgetOf(offer: string, wallet: string): string {
    const { random } = this;
    if (!random.chance(15)) return '';
    const most = random.points(30, 300);
    this.list.push({ offers: [offer], wallet, by: 'budget', counts: 'points', most });
    this.isPlain = false;
    return `budget: ${most}`;
  }

  /** Points with bounds, as an action and a side of an invitation have them. */
  gift(id: string, hasStamps: boolean): string {
    return [
      ...(hasStamps ? ['wallet: points'] : []),
      `points: ${this.random.whole(1, 50)}`,
      ...(this.waitsForAction ? ['pending: none'] : []),
      this.caps(id, 'points', 30, 20, 100).slice(2),
      this.usesOf(id, 'points'),
      this.budgetOf(id, 'points'),
    ]
      .filter(Boolean)
      .join(', ');
  }
}

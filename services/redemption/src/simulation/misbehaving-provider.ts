import type { Random } from '@loyalty/ledger/simulation';
import type { PayoutOrder, PayoutProvider, ProviderAnswer } from '../application/payouts/payout-ports.js';
import { textOf } from './findings.js';

interface Taken {
  readonly order: PayoutOrder;
  state: 'accepted' | 'settled' | 'failed';
}

/**
 * Pays once under an id and never changes its mind about what has ended; but its answers get lost before or after it has
 * acted, it is slow to decide, and it may fail what it had accepted.
 */
export class MisbehavingProvider implements PayoutProvider {
  readonly taken = new Map<string, Taken>();
  /** Asked for under an id that meant something else before. */
  readonly contradicted: string[] = [];

  constructor(private readonly random: Random) {}

  async send(order: PayoutOrder): Promise<ProviderAnswer> {
    const goes = this.random.weighted({ through: 55, 'lost on its way': 15, 'answer lost': 30 });
    if (goes === 'lost on its way') return unknown(goes);
    const known = this.taken.get(order.id);
    if (known && textOf(known.order) !== textOf(order)) this.contradicted.push(order.id);
    if (!known) this.taken.set(order.id, { order, state: this.decided() });
    return goes === 'through' ? this.tell(order.id) : unknown(goes);
  }

  async ask(id: string): Promise<ProviderAnswer> {
    if (this.random.chance(20)) return unknown('it is down');
    const known = this.taken.get(id);
    if (known?.state === 'accepted' && this.random.chance(60)) known.state = this.decided();
    return this.tell(id);
  }

  private decided(): Taken['state'] {
    return this.random.weighted({ settled: 40, accepted: 35, failed: 25 });
  }

  private tell(id: string): ProviderAnswer {
    const known = this.taken.get(id);
    if (!known) return { outcome: 'not_known' };
    const reference = `P-${id}`;
    const { state } = known;
    return state === 'failed' ? { outcome: state, reference, cause: 'account_closed' } : { outcome: state, reference };
  }
}

const unknown = (why: string): ProviderAnswer => ({ outcome: 'unknown', why });

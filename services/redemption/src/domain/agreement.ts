import type { RedemptionEvent, TakingEvent, VoucherEvent } from '@loyalty/contracts';
import type { LedgerEvent, WalletPoints } from '@loyalty/ledger';

/** What a step of a redemption does to an account. */
export type Movement =
  | 'set aside'
  | 'spent'
  | 'freed by void'
  | 'freed by capture'
  | 'given back'
  | 'taken from stock'
  | 'kept of stock'
  | 'put back to stock'
  | 'taken by the member'
  | 'kept by the member'
  | 'voucher issued'
  | 'voucher revoked'
  | 'paid out'
  | 'not paid out';

export interface Difference {
  /** `red_…` */
  readonly redemption: string;
  readonly movement: Movement;
  /** Of points; of what is counted in pieces, the reward. */
  readonly wallet: string;
  /** What the redemption's own stream says, and what its account's does. */
  readonly recorded: bigint;
  readonly booked: bigint;
}

export function inWords({ movement, wallet, recorded, booked }: Difference): string {
  return `${wallet} ${movement}: the redemption says ${recorded}, its account ${booked}`;
}

const one = ({ reward }: { readonly reward: string }): readonly WalletPoints[] => [{ wallet: reward, points: 1n }];

/** What a payout is counted by. */
const PAYOUT = { reward: 'payout' };

interface Side {
  recorded: bigint;
  booked: bigint;
}

/**
 * What redemptions say of themselves beside what accounts say of them. Both are told in one commit, so whatever does not
 * come out even once a commit was read is wrong; only that is kept.
 */
export class Agreement {
  private readonly open = new Map<string, Map<string, Side>>();
  /** The redemption that was captured or voided last; what else its commit says of it follows at once. */
  private ended = { redemption: '', by: '' };

  record(redemption: string, event: RedemptionEvent): void {
    const tell = (movement: Movement, parts: readonly WalletPoints[]): void =>
      this.tell(redemption, movement, parts, 'recorded');
    switch (event.type) {
      case 'RedemptionAuthorised':
        // One step: nothing was set aside, and RedemptionCaptured says what was spent.
        if (event.lapsesAt !== null) tell('set aside', event.points);
        return;
      case 'RedemptionCaptured':
        this.ended = { redemption, by: event.type };
        tell('spent', event.slices);
        return tell('freed by capture', event.released);
      case 'RedemptionVoided':
        this.ended = { redemption, by: event.type };
        return tell('freed by void', event.released);
      case 'RedemptionRefunded':
        return tell('given back', event.slices);
      case 'RewardChosen':
        if (event.stocked) tell('taken from stock', one(event));
        if (event.voucher !== null) tell('voucher issued', one(event));
        return tell('taken by the member', one(event));
      case 'RewardIssued':
        if (event.stocked) tell('kept of stock', one(event));
        if (event.voucher !== null) tell('voucher issued', one(event));
        return tell('kept by the member', one(event));
      case 'RewardWithdrawn':
        if (event.voucher !== null) tell('voucher revoked', one(event));
        return event.stocked ? tell('put back to stock', one(event)) : undefined;
      case 'RedemptionVoidAwaited':
      case 'FulfilmentMoved':
      case 'PayoutRequested':
      case 'PayoutApproved':
      case 'PayoutRefused':
      case 'PayoutSent':
      case 'PayoutAccepted':
      case 'ReviewOpened':
      case 'ReviewReleased':
      case 'ReviewRejected':
      case 'ReviewWithdrawn':
      case 'PurchasePaid':
        return;
      // One without the capture, or the void, that belongs to it has paid for points that nobody spent.
      case 'PayoutSettled':
        return this.isEnded(redemption, 'RedemptionCaptured') ? undefined : tell('paid out', one(PAYOUT));
      case 'PayoutFailed':
        return this.isEnded(redemption, 'RedemptionVoided') ? undefined : tell('not paid out', one(PAYOUT));
      default:
        return event satisfies never;
    }
  }

  /** Of an account's event; one that names no redemption says nothing here. */
  book(event: LedgerEvent): void {
    if (!('redemption' in event) || event.redemption === undefined) return;
    const { redemption } = event;
    const tell = (movement: Movement, parts: readonly WalletPoints[]): void =>
      this.tell(redemption, movement, parts, 'booked');
    switch (event.type) {
      case 'PointsHeld':
        return tell('set aside', event.slices);
      case 'PointsBurned':
        tell('spent', event.slices);
        return tell('freed by capture', event.released);
      case 'HoldReleased':
        // A lapse is the account's alone: no redemption records it.
        return event.cause === 'lapsed' ? undefined : tell('freed by void', event.slices);
      case 'PointsRefunded':
        return tell('given back', event.slices);
      default:
        return event satisfies never;
    }
  }

  /** Of the stock of a reward, or of what a member has taken. */
  take(event: TakingEvent, of: 'stock' | 'takings'): void {
    if (event.type === 'StockSupplied') return;
    const tell = (movement: Movement): void => this.tell(event.redemption, movement, one(event), 'booked');
    switch (event.type) {
      case 'RewardTaken':
        tell(of === 'stock' ? 'taken from stock' : 'taken by the member');
        // One step: nothing is kept later, since it was never set aside.
        if (event.lapsesAt === null) tell(of === 'stock' ? 'kept of stock' : 'kept by the member');
        return;
      case 'RewardKept':
        return tell(of === 'stock' ? 'kept of stock' : 'kept by the member');
      case 'RewardGivenBack':
        // A lapse is the account's, and no redemption records it; the member's own goes with the stock's.
        if (of === 'stock' && event.cause !== 'lapsed') tell('put back to stock');
        return;
      default:
        return event satisfies never;
    }
  }

  /** Of one that a redemption bought; those that were given, and what tills do with any, say nothing here. */
  prove(event: VoucherEvent): void {
    if (event.type !== 'VoucherIssued' && event.type !== 'VoucherRevoked') return;
    const { redemption, type } = event;
    if (redemption === null || event.reward === null) return;
    const movement = type === 'VoucherIssued' ? 'voucher issued' : 'voucher revoked';
    this.tell(redemption, movement, one({ reward: event.reward }), 'booked');
  }

  /** All that does not come out even so far. */
  differences(): readonly Difference[] {
    return [...this.open].flatMap(([redemption, sides]) =>
      [...sides].map(([key, { recorded, booked }]) => {
        const [movement = '', wallet = ''] = key.split('|');
        return { redemption, movement: movement as Movement, wallet, recorded, booked };
      }),
    );
  }

  private isEnded(redemption: string, by: RedemptionEvent['type']): boolean {
    return this.ended.redemption === redemption && this.ended.by === by;
  }

  private tell(redemption: string, movement: Movement, parts: readonly WalletPoints[], by: keyof Side): void {
    for (const { wallet, points } of parts) {
      if (points === 0n) continue;
      const sides = this.open.get(redemption) ?? new Map<string, Side>();
      const key = `${movement}|${wallet}`;
      const side = sides.get(key) ?? { recorded: 0n, booked: 0n };
      side[by] += points;
      if (side.recorded === side.booked) sides.delete(key);
      else sides.set(key, side);
      if (sides.size === 0) this.open.delete(redemption);
      else this.open.set(redemption, sides);
    }
  }
}

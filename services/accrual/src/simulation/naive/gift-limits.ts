import { localDate } from './bounds.js';

export interface GiftLimit {
  readonly milliseconds: number;
  readonly times?: bigint;
  /** Of the wallet `points`, as `least`. */
  readonly points?: bigint;
  readonly least?: bigint;
  readonly then: 'review' | 'refuse';
}

/** What a document says of gifts. */
export interface GiftWords {
  readonly wallets: readonly string[];
  readonly limits: readonly GiftLimit[];
  /** Of a wallet, by the calendar in Berlin. */
  readonly perDay: bigint | undefined;
  readonly perMonth: bigint | undefined;
  readonly least: bigint | undefined;
  readonly reviewMs: number;
  readonly isGivenUndecided: boolean;
}

export interface AskedGift {
  readonly giver: string;
  readonly receiver: string;
  readonly wallet: string;
  readonly points: bigint;
  /** What the giver could spend of the wallet. */
  readonly available: bigint;
  readonly at: number;
}

interface Counted extends AskedGift {
  readonly transfer: string;
  back: bigint;
}

/** What becomes of a gift, foretold from the words of the document and all gifts that were let through or held before. */
export class GiftLimits {
  private readonly counted: Counted[] = [];

  constructor(private readonly words: GiftWords) {}

  foretell(asked: AskedGift): string {
    const { least, perDay, perMonth, limits } = this.words;
    const { giver, receiver, points, available } = asked;
    if (least !== undefined && points < least) return 'transfer_too_small';
    if (perDay !== undefined && this.room(asked, 10) + points > perDay) return 'transfer_limit_reached';
    if (perMonth !== undefined && this.room(asked, 7) + points > perMonth) return 'transfer_limit_reached';
    const beyond = limits.filter((limit) => this.isBeyond(limit, asked));
    if (beyond.some(({ then }) => then === 'refuse')) return 'velocity_limit_reached';
    if (giver === receiver) return 'transfer_to_itself';
    if (points > available) return 'insufficient_points';
    return beyond.length > 0 ? 'held' : 'given';
  }

  count(transfer: string, asked: AskedGift): void {
    this.counted.push({ ...asked, transfer, back: 0n });
  }

  /** Of the day and month in which it was asked for; what limits count in any such time, nothing gives back. */
  leaveRoom(transfer: string, points: bigint): void {
    const gift = this.counted.find((each) => each.transfer === transfer);
    if (gift) gift.back += points;
  }

  /** What was given by then in the same day (ten letters of the date) or month (seven). */
  private room({ giver, wallet, at }: AskedGift, letters: number): bigint {
    const window = (instant: number) => localDate(instant, 'Europe/Berlin').slice(0, letters);
    let sum = 0n;
    for (const each of this.counted)
      if (each.giver === giver && each.wallet === wallet && window(each.at) === window(at))
        sum += each.points - each.back;
    return sum;
  }

  private isBeyond({ milliseconds, times, points, least = 0n }: GiftLimit, asked: AskedGift): boolean {
    const ofPoints = (gift: AskedGift) => (gift.wallet === 'points' ? gift.points : 0n);
    if (ofPoints(asked) < least) return false;
    const before = this.counted.filter(
      (each) => each.giver === asked.giver && each.at > asked.at - milliseconds && ofPoints(each) >= least,
    );
    if (times !== undefined && BigInt(before.length) + 1n > times) return true;
    const sum = before.reduce((total, each) => total + ofPoints(each), 0n);
    return points !== undefined && ofPoints(asked) > 0n && sum + ofPoints(asked) > points;
  }
}

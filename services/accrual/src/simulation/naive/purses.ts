import { balanceAt, type Account, type LedgerEvent, type Slice, type WalletPoints } from '@loyalty/ledger';
import type { Findings } from '../findings.js';

interface Hold {
  readonly slices: readonly Slice[];
  readonly lapsesAt: number;
}

/** Lot by lot what is left to be spent or to mature, what is owed, and what is set aside. */
interface Purse {
  readonly left: Map<string, bigint>;
  readonly wallets: Map<string, string>;
  readonly owed: Map<string, bigint>;
  readonly holds: Map<string, Hold>;
}

/**
 * What every account has, lot by lot, added up by nothing but slices: no event takes of a lot what is not in it any more, so
 * what was set aside is not spent, given, taken back or expired meanwhile.
 */
export class Purses {
  private readonly purses = new Map<string, Purse>();

  take(findings: Findings, account: string, event: LedgerEvent): void {
    const purse = this.of(account);
    const put = (parts: readonly Slice[]) => this.move(findings, { account, purse, parts, sign: 1n });
    const off = (parts: readonly Slice[]) => this.move(findings, { account, purse, parts, sign: -1n });
    const owe = (parts: readonly WalletPoints[], sign: bigint) => {
      for (const { wallet, points } of parts) purse.owed.set(wallet, (purse.owed.get(wallet) ?? 0n) + sign * points);
    };
    const open = (hold: string) => {
      const found = purse.holds.get(hold)?.slices;
      findings.same(`${account}: ${hold} is open`, true, found !== undefined);
      purse.holds.delete(hold);
      return found ?? [];
    };
    switch (event.type) {
      case 'PointsEarned':
        put(event.lots);
        break;
      case 'PointsAdjusted':
        put(event.lots);
        off(event.slices);
        owe(event.owed, 1n);
        break;
      case 'PointsHeld':
        off(event.slices);
        purse.holds.set(event.hold, { slices: event.slices, lapsesAt: event.lapsesAt });
        break;
      case 'HoldReleased':
        put(open(event.hold));
        break;
      case 'PointsBurned':
        if (event.hold !== undefined) put(open(event.hold));
        off(event.slices);
        break;
      case 'PointsReversed':
        off([...event.slices, ...event.pendingSlices]);
        owe(event.owed, 1n);
        break;
      case 'PointsTransferredOut':
        if (event.hold !== undefined) put(open(event.hold));
        off(event.slices);
        break;
      case 'PointsRefunded':
      case 'PointsTransferredIn':
        put(event.slices);
        break;
      case 'PointsExpired':
      case 'ShortfallCollected':
        off(event.slices);
        break;
      case 'PointsMatured':
      case 'LotReleased':
        break;
      case 'AccountMovedOut':
      case 'AccountMovedIn':
        throw new Error(`${event.type} of no move`);
      default:
        throw new Error(`unknown: ${(event satisfies never as LedgerEvent).type}`);
    }
    if (!('repaid' in event)) return;
    off(event.repaid);
    owe(event.repaid, -1n);
  }

  /** Of some lots together; a hold that is over has given them free, booked or not. */
  leftOf(account: string, lots: readonly string[], now: number): bigint {
    const { left, holds } = this.of(account);
    let sum = 0n;
    for (const lot of lots) sum += left.get(lot) ?? 0n;
    for (const { slices, lapsesAt } of holds.values())
      if (lapsesAt <= now) for (const { lot, points } of slices) if (lots.includes(lot)) sum += points;
    return sum;
  }

  /** What is booked is what was added up, and what is set aside at this instant is what was not given back or given yet. */
  check(findings: Findings, account: string, { state, now }: { readonly state: Account; readonly now: number }): void {
    const { left, wallets, owed, holds } = this.of(account);
    const standing = balanceAt(state, now);
    for (const { wallet, inLots, owed: owing, pending } of state.wallets) {
      let sum = 0n;
      for (const [lot, points] of left) if (wallets.get(lot) === wallet) sum += points;
      findings.same(`${account}: ${wallet} in lots`, sum, inLots + pending);
      findings.same(`${account}: ${wallet} owed`, owed.get(wallet) ?? 0n, owing);
      let aside = 0n;
      for (const { slices, lapsesAt } of holds.values())
        if (lapsesAt > now) for (const slice of slices) if (slice.wallet === wallet) aside += slice.points;
      findings.same(`${account}: ${wallet} set aside`, aside, standing.find((each) => each.wallet === wallet)?.held);
    }
  }

  private move(
    findings: Findings,
    { account, purse, parts, sign }: { account: string; purse: Purse; parts: readonly Slice[]; sign: bigint },
  ): void {
    for (const { lot, wallet, points } of parts) {
      const left = (purse.left.get(lot) ?? 0n) + sign * points;
      purse.left.set(lot, left);
      purse.wallets.set(lot, wallet);
      findings.atMost(`${account}: more is taken of ${lot} than there is`, 0n, -left);
    }
  }

  private of(account: string): Purse {
    const known = this.purses.get(account);
    if (known) return known;
    const made = { left: new Map(), wallets: new Map(), owed: new Map(), holds: new Map() };
    this.purses.set(account, made);
    return made;
  }
}

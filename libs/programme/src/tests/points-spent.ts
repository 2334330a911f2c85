import { burn, lineShare, refund, refundSlices, returnUnits, type LineShare, type Slice } from '@loyalty/ledger';
import { formatMoney } from '../money/money.js';
import { mostPayable, payableWithPoints, pointsRate } from '../evaluation/pay-with-points.js';
import { spreadPayments } from '../evaluation/points-paid.js';
import type { Programme } from '../programme.js';
import type { Instant, Micro, Purchase } from '../purchase.js';
import { deadline } from '../terms/deadline.js';
import type { Member } from './member.js';

interface Around {
  readonly programme: Programme;
  readonly now: Instant;
}

/** What a member spent to pay a part of a purchase, and what of it has come back: as the services decide it. */
export class PointsSpent {
  private back = 0n;

  private constructor(
    private readonly member: Member,
    private readonly burned: { readonly slices: readonly Slice[]; readonly at: Instant },
    private readonly shares: Map<string, LineShare>,
  ) {}

  /**
   * Burns what pays the sum, or says how much could be paid, in words. Nothing where the programme does not say what points
   * pay, or nothing is paid with them.
   */
  static pay(member: Member, purchase: Purchase, { programme, now }: Around): PointsSpent | string | undefined {
    const asked = programme.payWithPoints && purchase.payments.find(({ kind }) => kind === 'points')?.amount;
    if (asked === undefined) return undefined;
    const { currency, occurredAt } = purchase;
    const { most } = payableWithPoints(programme, purchase);
    const tier = member.tierAt(programme, occurredAt);
    for (const wallet of programme.payWithPoints?.wallets.keys() ?? []) {
      const rate = pointsRate(programme, { wallet, currency, tier });
      const available = BigInt(member.walletFacts(now, programme)[wallet]?.balance ?? 0n);
      if (!rate || available < 0n) continue;
      const payable = mostPayable(programme, { wallet, rate, available, most: asked < most ? asked : most });
      if (!('points' in payable)) continue;
      const { points, amount } = payable;
      if (amount !== asked) return formatMoney(amount, currency);
      const terms = { member: member.name, occurredAt: now, now, points: [{ wallet, points }] };
      const events = member.decide(burn(terms, member.account));
      const slices = events.flatMap((event) => (event.type === 'PointsBurned' ? event.slices : []));
      const [lines = []] = spreadPayments(programme, purchase, [{ points, amount }]);
      const shares = lines.map((each): [string, LineShare] => {
        const { quantity = 0n, amount: price = 0n } = purchase.lines.find(({ id }) => id === each.line) ?? {};
        return [each.line, lineShare({ points: each.points, quantity, amount: price })];
      });
      return new PointsSpent(member, { slices, at: now }, new Map(shares));
    }
    return formatMoney(0n, currency);
  }

  /** To the lots that they came from, before what the units earned is taken. */
  giveBack(units: ReadonlyMap<string, Micro>, { programme, now }: Around): void {
    let points = 0n;
    for (const [line, before] of this.shares) {
      const given = returnUnits(before, units.get(line) ?? 0n);
      this.shares.set(line, given.share);
      points += given.points;
    }
    const slices = refundSlices(this.burned.slices, points, this.back);
    this.back += points;
    const graceEndsAt = deadline(programme, now, programme.refundGrace);
    const terms = { member: this.member.name, burnedAt: this.burned.at, occurredAt: now, now, slices, graceEndsAt };
    this.member.decide(refund(terms, this.member.account));
  }
}

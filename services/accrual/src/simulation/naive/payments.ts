import {
  decodePurchaseEvent,
  decodeRedemptionEvent,
  type PurchaseRecorded,
  type ReturnedLine,
} from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import { toId } from '@loyalty/service-host';
import type { Findings } from '../findings.js';

interface Line {
  readonly quantity: bigint;
  /** By redemption what of its points the line bears, and under `money` what is left for all other payments. */
  readonly bears: ReadonlyMap<string, bigint>;
  readonly back: Map<string, bigint>;
  unitsBack: bigint;
  /** Money alone went back: then how it is shared is not told by units. */
  isUneven: boolean;
}

interface Spent {
  readonly points: bigint;
  readonly lots: ReadonlyMap<string, bigint>;
  readonly backByLot: Map<string, bigint>;
  back: bigint;
  paysFor: string | undefined;
}

type Count = (name: string) => void;
const MONEY = 'money';

/**
 * Rule 20, added up by nothing but events: what points paid lies on the lines, the first k of q units give back ⌈P·k ÷ q⌉
 * of the points and ⌈M·k ÷ q⌉ of the money, whatever order they come in, and all of both once everything is back.
 */
export class Payments {
  private readonly lines = new Map<string, Map<string, Line>>();
  private readonly redemptions = new Map<string, Spent>();

  constructor(private readonly count: Count) {}

  take(findings: Findings, events: readonly RecordedEvent[]): void {
    // What a return gives is recorded by the redemption before the purchase says it: payments come first.
    for (const event of events) if (event.category === 'redemption') this.takeRedemption(findings, event);
    for (const event of events) if (event.category === 'purchase') this.takePurchase(findings, event);
    this.checkBoth(findings);
  }

  /** Of a redemption that paid: nothing is left once all is back. Answers what of points stays spent, for nothing that came back. */
  atTheEnd(findings: Findings): void {
    for (const [purchase, lines] of this.lines)
      for (const [id, { bears, back }] of lines)
        for (const [name, whole] of bears)
          findings.same(`${purchase}: of line ${id} all came back of ${name}`, whole, back.get(name) ?? 0n);
    for (const [id, { paysFor, points, back }] of this.redemptions)
      if (paysFor !== undefined) findings.same(`${id}: all its points came back`, points, back);
  }

  private takeRedemption(findings: Findings, recorded: RecordedEvent): void {
    const event = decodeRedemptionEvent(recorded);
    const id = toId('red', recorded.stream);
    if (event.type === 'RedemptionCaptured') {
      const lots = new Map<string, bigint>();
      for (const { lot, points } of event.slices) lots.set(lot, (lots.get(lot) ?? 0n) + points);
      const points = event.slices.reduce((sum, slice) => sum + slice.points, 0n);
      this.redemptions.set(id, { points, lots, backByLot: new Map(), back: 0n, paysFor: undefined });
      return;
    }
    const known = this.redemptions.get(id);
    if (!known) return;
    if (event.type === 'PurchasePaid') {
      findings.same(`${id}: pays once`, undefined, known.paysFor);
      findings.same(`${id}: pays with all its points`, known.points, event.points);
      known.paysFor = event.purchase;
      this.count('paid with points');
    } else if (event.type === 'RedemptionRefunded') {
      findings.same(`${id}: comes back by what it paid`, known.paysFor, event.purchase);
      for (const { lot, points } of event.slices) {
        known.back += points;
        const ofLot = (known.backByLot.get(lot) ?? 0n) + points;
        known.backByLot.set(lot, ofLot);
        findings.atMost(`${id}: to ${lot} comes back`, known.lots.get(lot) ?? 0n, ofLot);
      }
      this.count('points given back');
    }
  }

  private takePurchase(findings: Findings, recorded: RecordedEvent): void {
    const event = decodePurchaseEvent(recorded);
    const purchase = toId('pur', recorded.stream);
    if (event.type === 'PurchaseRecorded') return this.takePaid(findings, event);
    const lines = this.lines.get(purchase);
    if (!lines || (event.type !== 'UnitsReturned' && event.type !== 'PurchaseVoided')) return;
    for (const each of event.lines) this.takeBack(findings, { purchase, lines, each });
    const told = event.refund.reduce((sum, { amount }) => sum + amount, 0n);
    const money = event.lines.reduce((sum, { money: part = 0n }) => sum + part, 0n);
    findings.same(`${purchase}: the refund is the money of its lines`, money, told);
  }

  private takePaid(findings: Findings, { purchase, lines, payments }: PurchaseRecorded): void {
    if (!payments.some(({ paid }) => paid)) return;
    const known = new Map<string, Line>();
    for (const { id, quantity, amount } of lines) {
      const bears = new Map([[MONEY, amount]]);
      for (const { redemption = '', paid } of payments) {
        const part = paid?.lines.find(({ line }) => line === id);
        if (!part) continue;
        bears.set(redemption, part.points);
        bears.set(MONEY, (bears.get(MONEY) ?? 0n) - part.amount);
      }
      findings.same(`${purchase}: line ${id} is not overpaid`, true, (bears.get(MONEY) ?? 0n) >= 0n);
      known.set(id, { quantity, bears, back: new Map(), unitsBack: 0n, isUneven: false });
    }
    for (const { redemption, amount, paid } of payments) {
      if (!paid) continue;
      const sums = [
        paid.lines.reduce((sum, { points }) => sum + points, 0n),
        paid.lines.reduce((sum, part) => sum + part.amount, 0n),
      ];
      findings.same(`${purchase}: lines bear all of ${redemption}`, [paid.points, amount], sums);
    }
    this.lines.set(purchase, known);
  }

  private takeBack(findings: Findings, { purchase, lines, each }: Back): void {
    const line = lines.get(each.line);
    if (!line) return findings.same(`${purchase}: has a line`, each.line, undefined);
    const parts = [...(each.paid ?? []).map(({ redemption, points }) => [redemption, points] as const)];
    for (const [name, part] of [...parts, [MONEY, each.money ?? 0n] as const])
      line.back.set(name, (line.back.get(name) ?? 0n) + part);
    if (each.quantity === 0n && each.amount > 0n) {
      line.isUneven = true;
      this.count('money alone of what points paid');
    }
    line.unitsBack += each.quantity;
    for (const [name, whole] of line.bears) {
      const back = line.back.get(name) ?? 0n;
      findings.atMost(`${purchase}: of line ${each.line} comes back of ${name}`, whole, back);
      if (line.isUneven) continue;
      const share = (whole * line.unitsBack + line.quantity - 1n) / line.quantity;
      findings.same(`${purchase}: ${line.unitsBack} of line ${each.line} give back of ${name}`, share, back);
    }
    if (line.unitsBack < line.quantity) this.count('points given back in part');
  }

  /** What the purchases say came back is what the redemptions gave. */
  private checkBoth(findings: Findings): void {
    for (const [id, { paysFor, back }] of this.redemptions) {
      if (paysFor === undefined) continue;
      let told = 0n;
      for (const line of this.lines.get(paysFor)?.values() ?? []) told += line.back.get(id) ?? 0n;
      findings.same(`${id}: gave back what ${paysFor} says`, told, back);
    }
  }
}

interface Back {
  readonly purchase: string;
  readonly lines: ReadonlyMap<string, Line>;
  readonly each: ReturnedLine;
}

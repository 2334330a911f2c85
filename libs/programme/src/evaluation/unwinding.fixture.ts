import type { Programme } from '../programme.js';
import { purchaseOf, type PurchaseOf } from '../programme.fixture.js';
import { applyChange, counted, freed, leftOf, visitsLost, type CounterChange, type Gone } from './counters.js';
import { evaluate } from './evaluate.js';
import type { Evaluation } from './evaluation.js';
import { NO_STANDING, type Standing } from './standing.js';

interface Bought {
  readonly id: string;
  readonly at: number;
  readonly evaluation: Evaluation;
  readonly units: ReadonlyMap<string, number>;
  readonly back: Map<string, number>;
  readonly withdrawn: Set<string>;
}

/**
 * A member who buys and brings back, with rule 6 written out a second time: of a line's P points in a lot the first k of q
 * units carry ⌈P·k ÷ q⌉. Bonuses that a purchase had qualified go back whole with it.
 */
export class Unwinding {
  standing: Standing = NO_STANDING;
  earned = 0n;
  taken = 0n;
  readonly bought: Bought[] = [];

  constructor(private readonly programme: Programme) {}

  buys(purchase: PurchaseOf, seen: Partial<Standing>): Evaluation {
    const read = purchaseOf(purchase);
    const evaluation = evaluate(this.programme, 1, read, { ...this.standing, ...seen });
    const id = `pur_${this.bought.length + 1}`;
    this.bought.push({
      id,
      at: read.occurredAt,
      evaluation,
      units: new Map(read.lines.map((line) => [line.id, Number(line.quantity / 1_000_000n)])),
      back: new Map(),
      withdrawn: new Set(),
    });
    for (const { points } of evaluation.lots) this.earned += points;
    this.apply(counted(evaluation, { purchase: id, at: read.occurredAt }));
    return evaluation;
  }

  /** How many units of a line are left. */
  left(bought: Bought, line: string): number {
    return (bought.units.get(line) ?? 0) - (bought.back.get(line) ?? 0);
  }

  bringsBack(bought: Bought, line: string, units: number): void {
    const before = goneOf(bought);
    const totalBefore = this.goneIn(bought);
    bought.back.set(line, (bought.back.get(line) ?? 0) + units);
    const after = goneOf(bought);
    this.taken += this.goneIn(bought) - totalBefore;
    for (const offer of visitsLost(countingsOf(bought), { before, after })) this.withdraw(offer, bought.id);
    this.apply(freed(countingsOf(bought), placeOf(bought), { before, after }));
  }

  /** Of this offer the bonuses of other purchases that this one had qualified. */
  private withdraw(offer: string, qualifier: string): void {
    for (const other of this.bought) {
      const count = other.evaluation.counts?.find((each) => each.offer === offer);
      if (!count?.qualifiedBy.some(({ purchase }) => purchase === qualifier) || other.withdrawn.has(offer)) continue;
      const before = goneOf(other);
      if (leftOf(namedCount(count), countingsOf(other), before).every(({ points }) => points === 0n)) continue;
      const totalBefore = this.goneIn(other);
      other.withdrawn.add(offer);
      this.taken += this.goneIn(other) - totalBefore;
      this.apply(freed(countingsOf(other), placeOf(other), { before, after: goneOf(other) }));
    }
  }

  private goneIn(bought: Bought): bigint {
    const gone = goneOf(bought);
    let sum = 0n;
    bought.evaluation.lots.forEach(({ lines }, lot) => {
      for (const { line } of lines) sum += gone.points(String(lot), line).gone;
    });
    return sum;
  }

  private apply(change: CounterChange): void {
    this.standing = { ...this.standing, counters: applyChange(this.standing.counters, change) };
  }
}

const placeOf = ({ id, at }: Bought) => ({ purchase: id, at });

type Count = NonNullable<Evaluation['counts']>[number];

const namedCount = (count: Count) => ({ ...count, lot: count.lot === null ? null : String(count.lot) });

function countingsOf({ evaluation: { counts, visits } }: Bought) {
  return { ...(counts && { counts: counts.map(namedCount) }), ...(visits && { visits }) };
}

function goneOf({ evaluation, units, back, withdrawn }: Bought): Gone<string> {
  const [was, out] = [new Map(back), new Set(withdrawn)];
  return {
    withdrawn: out,
    isGone: (line) => was.get(line) === units.get(line),
    points: (lot, line) => {
      const carried = evaluation.lots[Number(lot)]?.lines.find((each) => each.line === line)?.points ?? 0n;
      let whole = 0n;
      for (const { offer, lot: its, lines } of evaluation.counts ?? []) {
        if (its !== Number(lot) || !out.has(offer)) continue;
        whole += lines.find((each) => each.line === line)?.points ?? 0n;
      }
      const [q, k] = [BigInt(units.get(line) ?? 1), BigInt(was.get(line) ?? 0)];
      return { carried, gone: whole + ((carried - whole) * k + q - 1n) / q };
    },
  };
}

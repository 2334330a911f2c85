import type { GivenBackPoints, MatchedUnits, Refund, ReturnRecorded, TakenBack } from '@loyalty/contracts';
import { sumTakenBack } from '../../domain/units/taken-back.js';
import { mismatch, type Mismatch } from './difference.js';
import type { Findings, Place } from './findings.js';

interface Parts {
  readonly matched: MatchedUnits[];
  readonly taken: TakenBack[];
  readonly refund: Refund[];
  readonly given: GivenBackPoints[];
}

/** What a return says that it took is the sum of what its purchases and its account say. */
export class ReturnAudit {
  private readonly parts = new Map<string, Parts>();
  private readonly recorded: { readonly place: Place; readonly event: ReturnRecorded }[] = [];

  constructor(private readonly findings: Findings) {}

  matched(id: string, matched: readonly MatchedUnits[], refund: readonly Refund[]): void {
    const parts = this.partsOf(id);
    parts.matched.push(...matched);
    parts.refund.push(...refund);
  }

  gave(id: string, given: readonly GivenBackPoints[]): void {
    this.partsOf(id).given.push(...given);
  }

  taken(id: string, taken: readonly TakenBack[]): void {
    this.partsOf(id).taken.push(...taken);
  }

  record(place: Place, event: ReturnRecorded): void {
    this.findings.returns += 1;
    this.recorded.push({ place, event });
  }

  settle(): void {
    if (this.recorded.length === 0 && this.parts.size === 0) return;
    for (const { place, event } of this.recorded.splice(0)) {
      const parts = this.partsOf(event.return);
      this.parts.delete(event.return);
      this.findings.compare(place, differs(parts, event));
    }
    for (const [id, { matched }] of this.parts) {
      const place = { stream: id, version: 0, purchase: matched[0]?.purchase ?? null };
      this.findings.report(place, { path: 'ReturnRecorded', expected: id, found: 'nothing' });
    }
    this.parts.clear();
  }

  private partsOf(id: string): Parts {
    let parts = this.parts.get(id);
    if (!parts) this.parts.set(id, (parts = { matched: [], taken: [], refund: [], given: [] }));
    return parts;
  }
}

function differs(parts: Parts, event: ReturnRecorded): Mismatch | undefined {
  return (
    mismatch(inOrder(parts.matched, lineOf), inOrder(event.matched, lineOf), 'matched') ??
    mismatch(inOrder(sumTakenBack(parts.taken), walletOf), inOrder(event.takenBack, walletOf), 'takenBack') ??
    mismatch(inOrder(sums(parts.refund), kindOf), inOrder(event.refund, kindOf), 'refund') ??
    mismatch(inOrder(parts.given, redemptionOf), inOrder(event.givenBack ?? [], redemptionOf), 'givenBack')
  );
}

const lineOf = ({ purchase, line, quantity, amount }: MatchedUnits) => `${purchase} ${line} ${quantity} ${amount}`;
const walletOf = ({ wallet }: TakenBack) => wallet;
const redemptionOf = ({ redemption }: GivenBackPoints) => redemption;
const kindOf = ({ kind, currency }: Refund) => `${currency} ${kind}`;

function inOrder<Part>(parts: readonly Part[], wordsOf: (part: Part) => string): readonly Part[] {
  return parts.toSorted((one, other) => (wordsOf(one) < wordsOf(other) ? -1 : 1));
}

function sums(parts: readonly Refund[]): readonly Refund[] {
  const byKind = new Map<string, Refund>();
  for (const part of parts) {
    const before = byKind.get(kindOf(part));
    byKind.set(kindOf(part), { ...part, amount: part.amount + (before?.amount ?? 0n) });
  }
  return [...byKind.values()];
}

import type {
  MatchedUnits,
  Refund,
  ReturnRecorded,
  ReturnedLine,
  TakenBack,
  UnmatchedUnits,
  WalletPoints,
} from '@loyalty/contracts';
import type { MadePoints } from '@loyalty/ledger';
import type { Programme } from '@loyalty/programme';
import type { Owner, RecordedPurchase } from '../domain/purchase-state.js';
import { purchaseStream } from '../domain/purchase-stream.js';
import { refundOf } from '../domain/refund.js';
import type { Rejected } from '../domain/rejections.js';
import { standingOf, takeBackPoints } from './account-book.js';
import type { Draft } from './draft.js';

/** What goes back of one purchase. */
export interface GoingBack {
  readonly stream: string;
  readonly purchase: RecordedPurchase;
  readonly lines: readonly ReturnedLine[];
}

export interface GivingBack {
  readonly return: string;
  readonly occurredAt: number;
  readonly parts: readonly GoingBack[];
  readonly unmatched: readonly UnmatchedUnits[];
  /** Whose balances the answer tells; null for a guest's purchase. */
  readonly owner: Owner | null;
  readonly programme: Programme;
}

type Given = Pick<
  ReturnRecorded,
  'member' | 'account' | 'accountVersion' | 'matched' | 'unmatched' | 'takenBack' | 'refund' | 'balances'
>;

/** Units leave their purchases, and the points that they carried leave the account, in one commit. */
export function giveBack(draft: Draft, giving: GivingBack): Given | Rejected {
  const { owner, programme } = giving;
  const matched: MatchedUnits[] = [];
  const takenBack: TakenBack[] = [];
  const refund: Refund[] = [];
  for (const part of giving.parts) {
    const { facts } = part.purchase;
    const money = refundOf(part.purchase, part.lines);
    const occurredAt = Math.max(giving.occurredAt, facts.occurredAt);
    draft.append(purchaseStream, part.stream, {
      event: { type: 'UnitsReturned', return: giving.return, occurredAt, lines: part.lines, refund: money },
      occurredAt,
    });
    matched.push(...part.lines.map((line) => matchedUnits(part.purchase, line)));
    refund.push(...money);

    const taken = takeBackFor(draft, part, giving);
    if ('rejected' in taken) return taken;
    takenBack.push(...taken);
  }

  const standing = owner ? standingOf(draft, owner.account, programme) : null;
  return {
    member: owner?.member ?? null,
    account: owner?.account ?? null,
    accountVersion: standing?.version ?? null,
    matched,
    unmatched: giving.unmatched,
    takenBack: sumTakenBack(takenBack),
    refund: sumRefunds(refund),
    balances: standing?.balances ?? [],
  };
}

function takeBackFor(
  draft: Draft,
  { purchase, lines }: GoingBack,
  giving: GivingBack,
): readonly TakenBack[] | Rejected {
  if (!purchase.owner) return [];
  return takeBackPoints(draft, {
    owner: purchase.owner,
    purchase: purchase.facts.purchase,
    return: giving.return,
    occurredAt: Math.max(giving.occurredAt, purchase.facts.occurredAt),
    policy: giving.programme.clawBack,
    made: madeBy(purchase, lines),
  });
}

/** The points that these units carry, by Lot. */
export function madeBy({ outcome }: RecordedPurchase, lines: readonly ReturnedLine[]): readonly MadePoints[] {
  const byLot = new Map<string, bigint>();
  for (const { lots } of lines) {
    for (const { lot, points } of lots) byLot.set(lot, (byLot.get(lot) ?? 0n) + points);
  }
  return (outcome?.lots ?? []).map(({ id, wallet }) => ({ lot: id, wallet, points: byLot.get(id) ?? 0n }));
}

function matchedUnits(purchase: RecordedPurchase, line: ReturnedLine): MatchedUnits {
  const byWallet = new Map<string, WalletPoints>();
  for (const { wallet, points } of madeBy(purchase, [line])) {
    byWallet.set(wallet, { wallet, points: points + (byWallet.get(wallet)?.points ?? 0n) });
  }
  return {
    purchase: purchase.facts.purchase,
    line: line.line,
    quantity: line.quantity,
    amount: line.amount,
    currency: purchase.facts.currency,
    points: [...byWallet.values()],
  };
}

function sumTakenBack(parts: readonly TakenBack[]): readonly TakenBack[] {
  const sums = new Map<string, TakenBack>();
  for (const { wallet, points, shortfall } of parts) {
    const sum = sums.get(wallet);
    sums.set(wallet, { wallet, points: points + (sum?.points ?? 0n), shortfall: shortfall + (sum?.shortfall ?? 0n) });
  }
  return [...sums.values()];
}

function sumRefunds(parts: readonly Refund[]): readonly Refund[] {
  const sums = new Map<string, Refund>();
  for (const { kind, currency, amount } of parts) {
    const key = `${currency} ${kind}`;
    sums.set(key, { kind, currency, amount: amount + (sums.get(key)?.amount ?? 0n) });
  }
  return [...sums.values()];
}

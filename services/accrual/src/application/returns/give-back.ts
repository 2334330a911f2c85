import type {
  GivenBackPoints,
  MatchedUnits,
  Refund,
  ReturnRecorded,
  ReturnedLine,
  TakenBack,
  UnmatchedUnits,
  WalletPoints,
} from '@loyalty/contracts';
import type { Programme } from '@loyalty/programme';
import { madeBy, type GoingBack } from '../../domain/units/going-back.js';
import type { Owner, RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { refundOf } from '../../domain/units/refund.js';
import type { Rejected } from '../../domain/rejections.js';
import { sumTakenBack } from '../../domain/units/taken-back.js';
import { standingOf, takeBackPoints } from '../account-book.js';
import { countGone } from '../counters/counter-book.js';
import type { Draft } from '../draft.js';
import { givePointsBack } from '../paying/give-points-back.js';
import type { Programmes } from '../programmes.js';
import { takeBackReferral } from '../referral/referral-book.js';
import { countGoneFromTiers, keepsTiers } from '../tiers/tier-book.js';
import { ownerNow } from '../where-now.js';
import { NOTHING_WITHDRAWN, withdrawBonuses, type Withdrawn } from '../counters/withdraw-bonus.js';

export interface GivingBack {
  readonly return: string;
  readonly occurredAt: number;
  readonly parts: readonly GoingBack[];
  readonly unmatched: readonly UnmatchedUnits[];
  /** Whose balances the answer tells; null for a guest's purchase. */
  readonly owner: Owner | null;
  readonly programme: Programme;
  readonly programmes: Programmes;
}

type Given = Pick<
  ReturnRecorded,
  'member' | 'account' | 'accountVersion' | 'matched' | 'unmatched' | 'givenBack' | 'takenBack' | 'refund' | 'balances'
>;

/** Units leave their purchases, and the points that they carried leave the account, in one commit. */
export function giveBack(draft: Draft, giving: GivingBack): Given | Rejected {
  const { programme } = giving;
  const owner = giving.owner && ownerNow(draft, giving.owner);
  const matched: MatchedUnits[] = [];
  const givenBack: GivenBackPoints[] = [];
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

    uncount(draft, part, giving);
    const pointsBack = givePointsBack(draft, { ...giving, ...part, occurredAt });
    if ('rejected' in pointsBack) return pointsBack;
    givenBack.push(...pointsBack);
    const taken = takeBackFor(draft, part, giving);
    if ('rejected' in taken) return taken;
    takenBack.push(...taken);

    const withdrawn = freeCounters(draft, part, giving);
    if ('rejected' in withdrawn) return withdrawn;
    takenBack.push(...withdrawn.takenBack);
    for (const { purchase, lines } of withdrawn.parts)
      matched.push(...lines.map((line) => matchedUnits(purchase, line)));
    const unreferred = unrefer(draft, part, giving);
    if ('rejected' in unreferred) return unreferred;
    takenBack.push(...unreferred);
  }

  const standing = owner ? standingOf(draft, owner.account, programme) : null;
  return {
    member: owner?.member ?? null,
    account: owner?.account ?? null,
    accountVersion: standing?.version ?? null,
    matched,
    unmatched: giving.unmatched,
    ...(givenBack.length > 0 && { givenBack }),
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
    owner: ownerNow(draft, purchase.owner),
    purchase: purchase.facts.purchase,
    return: giving.return,
    occurredAt: Math.max(giving.occurredAt, purchase.facts.occurredAt),
    policy: giving.programme.clawBack,
    made: madeBy(purchase, lines),
  });
}

/** What these units had counted towards tiers no longer does; before the points, as when it was counted. */
function uncount(draft: Draft, { stream, purchase: before }: GoingBack, giving: GivingBack): void {
  const { programmes, return: cause } = giving;
  if (!before.owner || !keepsTiers(programmes, before.facts.programme)) return;
  const { state: after } = draft.state(purchaseStream, stream);
  if (after.status !== 'recorded') throw new Error(`${stream} is no recorded purchase`);
  const occurredAt = Math.max(giving.occurredAt, before.facts.occurredAt);
  countGoneFromTiers(draft, { before, after, return: cause, occurredAt, programmes });
}

/** Room under caps and budgets comes free, and bonuses that this purchase had qualified go with it. */
function freeCounters(draft: Draft, { stream, purchase: before }: GoingBack, giving: GivingBack): Withdrawn | Rejected {
  const { facts, owner, outcome } = before;
  if (!owner || (!outcome?.counts && !outcome?.visits)) return NOTHING_WITHDRAWN;
  const { state: after } = draft.state(purchaseStream, stream);
  if (after.status !== 'recorded') throw new Error(`${stream} is no recorded purchase`);
  const { return: cause, occurredAt } = giving;
  const moving = {
    owner: ownerNow(draft, owner),
    programme: facts.programme,
    purchase: facts.purchase,
    return: cause,
    occurredAt,
  };
  const offers = countGone(draft, moving, { before, after });
  const { clawBack: policy } = giving.programme;
  return withdrawBonuses(draft, { qualifier: facts.purchase, offers, return: cause, occurredAt, policy });
}

/** What both got for an invitation, where this purchase was the one that qualified it. */
function unrefer(draft: Draft, { stream }: GoingBack, giving: GivingBack): readonly TakenBack[] | Rejected {
  const { programme, programmes, return: cause, occurredAt } = giving;
  const { state: after } = draft.state(purchaseStream, stream);
  if (after.status !== 'recorded') throw new Error(`${stream} is no recorded purchase`);
  return takeBackReferral(draft, { after, return: cause, occurredAt, policy: programme.clawBack, programmes });
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

function sumRefunds(parts: readonly Refund[]): readonly Refund[] {
  const sums = new Map<string, Refund>();
  for (const { kind, currency, amount } of parts) {
    const key = `${currency} ${kind}`;
    sums.set(key, { kind, currency, amount: amount + (sums.get(key)?.amount ?? 0n) });
  }
  return [...sums.values()];
}

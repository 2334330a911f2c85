import type { PurchaseOutcome, PurchaseRecorded, ReturnRecorded } from '@loyalty/contracts';
import type { LedgerEvent, Slice, WalletPoints } from '@loyalty/ledger';
import { formatMoney, formatQuantity } from '@loyalty/programme';
import { formatInstant, toId } from '@loyalty/service-host';
import type { ExplainedEntry } from '../../application/explain-entry.js';
import { explanationText } from '../../domain/explanation-text.js';
import { returnedUnits } from '../../domain/returned-units.js';
import { entryBody } from './entry.convert.js';

/** The entry itself, why it is there in words, and the facts behind the words. */
export function explanationBody(explained: ExplainedEntry) {
  const { entry, event, description, recorded, returned } = explained;
  return {
    account: toId('acc', entry.account),
    entry: entryBody(entry, description),
    text: explanationText(event, causedBy(explained)),
    ...(recorded && { purchase: purchaseBody(recorded) }),
    ...earnedBody(explained),
    ...(returned && { return: returnBody(returned) }),
    ...(explained.voided && { voidedAt: formatInstant(explained.voided.occurredAt) }),
    ...takenBody(event),
  };
}

function causedBy({ event, recorded, claimed, voided, returned }: ExplainedEntry): string | undefined {
  const purchase = recorded && `purchase ${recorded.externalId} of ${recorded.source}`;
  if (event.type === 'PointsEarned') {
    if (!purchase || !recorded) return undefined;
    const claim = claimed ? `, claimed at ${formatInstant(claimed.occurredAt)}` : '';
    return `by ${purchase} at ${formatInstant(recorded.occurredAt)}${claim}`;
  }
  if (returned) {
    const units = returnedUnits(returned.matched, recorded?.purchase);
    return `by return ${returned.externalId ?? returned.return}${purchase ? ` of ${purchase}` : ''}: ${units}`;
  }
  return voided && purchase ? `because ${purchase} was voided` : undefined;
}

function purchaseBody(purchase: PurchaseRecorded) {
  const { source, externalId, occurredAt, store, currency } = purchase;
  return {
    id: purchase.purchase,
    source,
    externalId,
    occurredAt: formatInstant(occurredAt),
    ...(store !== undefined && { store }),
    currency,
    total: formatMoney(purchase.total, currency),
    lines: purchase.lines.map((line) => ({
      id: line.id,
      sku: line.sku,
      quantity: formatQuantity(line.quantity),
      amount: formatMoney(line.amount, currency),
      eligible: line.eligible,
    })),
  };
}

/** Offers and Lots of the purchase, for the entry that earned them; a claim's are those of the claim. */
function earnedBody({ event, recorded, claimed }: ExplainedEntry) {
  const outcome: PurchaseOutcome | null | undefined = claimed?.outcome ?? recorded?.outcome;
  if (event.type !== 'PointsEarned' || !outcome) return {};
  return {
    programmeVersion: outcome.programmeVersion,
    explanation: outcome.explanation.map(({ points, trimmed, ...offer }) => ({
      ...offer,
      points: Number(points),
      ...(trimmed && { trimmed: { ...trimmed, points: Number(trimmed.points) } }),
    })),
    lots: outcome.lots.map((lot) => ({
      lot: lot.id,
      wallet: lot.wallet,
      points: Number(lot.points),
      availableAt: lot.availableAt === null ? null : formatInstant(lot.availableAt),
      expiresAt: lot.expiresAt === null ? null : formatInstant(lot.expiresAt),
      lines: lot.lines.map(({ line, points }) => ({ line, points: Number(points) })),
    })),
  };
}

function returnBody(returned: ReturnRecorded) {
  const { source, externalId, occurredAt, matched } = returned;
  return {
    id: returned.return,
    ...(source !== undefined && { source }),
    ...(externalId !== undefined && { externalId }),
    occurredAt: formatInstant(occurredAt),
    matched: matched.map(({ purchase, line, quantity, points }) => ({
      purchase,
      line,
      quantity: formatQuantity(quantity),
      points: points.map(walletPointsBody),
    })),
  };
}

/** What a claw-back took and from where, and by which policy, where its event is young enough to name it. */
function takenBody(event: LedgerEvent) {
  if (event.type !== 'PointsReversed') return {};
  const { policy, slices, pendingSlices, owed, shortfall, expiredBefore } = event;
  return {
    taken: {
      ...(policy !== undefined && { policy }),
      available: slices.map(sliceBody),
      pending: pendingSlices.map(sliceBody),
      owed: owed.map(walletPointsBody),
      shortfall: shortfall.map(walletPointsBody),
      expiredBefore: expiredBefore.map(({ lot, points }) => ({ lot, points: Number(points) })),
    },
  };
}

function sliceBody({ lot, wallet, points, earnedAt, expiresAt }: Slice) {
  return {
    lot,
    wallet,
    points: Number(points),
    earnedAt: formatInstant(earnedAt),
    expiresAt: expiresAt === null ? null : formatInstant(expiresAt),
  };
}

function walletPointsBody({ wallet, points }: WalletPoints) {
  return { wallet, points: Number(points) };
}

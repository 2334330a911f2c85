import {
  OWN_SOURCE,
  type ActionRecorded,
  type PurchaseOutcome,
  type PurchaseRecorded,
  type ReturnRecorded,
} from '@loyalty/contracts';
import type { LedgerEvent, Slice, WalletPoints } from '@loyalty/ledger';
import { formatMoney, formatQuantity, sayEarned, type CauseSaid, type Language } from '@loyalty/programme';
import { formatInstant, toId } from '@loyalty/service-host';
import type { ExplainedEntry } from '../../application/explain-entry.js';
import { entryBody } from './entry.convert.js';
import { wordsOf, type Words } from './entry-words.js';

/** The entry itself, why it is there in words, and the facts behind the words. */
export function explanationBody(explained: ExplainedEntry, language: Language) {
  const { entry, event, description, recorded, returned, referral, action, programme } = explained;
  const words = { programme, language };
  return {
    account: toId('acc', entry.account),
    entry: entryBody(entry, description),
    text: wordsOf(event, words, causeOf(explained)),
    ...(recorded && { purchase: purchaseBody(recorded) }),
    ...earnedBody(explained, words),
    ...(referral && { referral: { side: referral.side, qualifiedBy: referral.judged.purchase } }),
    ...(action && { action: actionBody(action) }),
    ...(returned && { return: returnBody(returned) }),
    ...(explained.voided && { voidedAt: formatInstant(explained.voided.occurredAt) }),
    ...takenBody(event),
  };
}

function causeOf(explained: ExplainedEntry): CauseSaid | undefined {
  const { event, recorded, claimed, voided, returned, referral, action: reported } = explained;
  if (referral && event.type === 'PointsEarned') return undefined;
  if (reported) {
    // Of what the programme gives by itself its own words say all.
    if (reported.source === OWN_SOURCE) return undefined;
    const { action: name, source, externalId, occurredAt: at } = reported;
    return { action: { name, source, externalId, at } };
  }
  const purchase = recorded && {
    externalId: recorded.externalId,
    source: recorded.source,
    at: recorded.occurredAt,
  };
  if (event.type === 'PointsEarned') {
    return purchase && { purchase, ...(claimed && { claimedAt: claimed.occurredAt }) };
  }
  if (returned) {
    const units = unitsOf(returned, recorded?.purchase);
    return { ...(purchase && { purchase }), return: { id: returned.externalId ?? returned.return, units } };
  }
  return voided && purchase ? { purchase, isVoid: true } : undefined;
}

/** What of a purchase a return gave back; a return may also have matched other purchases. */
function unitsOf({ matched }: ReturnRecorded, purchase: string | undefined) {
  return matched
    .filter((units) => purchase === undefined || units.purchase === purchase)
    .map(({ line, quantity, amount, currency }) => {
      if (quantity > 0n) return { line, quantity: formatQuantity(quantity) };
      return amount > 0n ? { line, money: { amount: formatMoney(amount, currency), currency } } : { line };
    });
}

function actionBody({ report, source, externalId, action, occurredAt, store, purchase }: ActionRecorded) {
  return {
    id: report,
    source,
    externalId,
    action,
    occurredAt: formatInstant(occurredAt),
    ...(store !== undefined && { store }),
    ...(purchase !== undefined && { purchase }),
  };
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
function earnedBody(explained: ExplainedEntry, { programme, language }: Words) {
  const { event, recorded, claimed, referral, action } = explained;
  const outcome = referral ? earnedBy(referral) : (action ?? claimed ?? recorded)?.outcome;
  const currency = recorded?.currency ?? programme?.currency ?? '';
  if (event.type !== 'PointsEarned' || !outcome) return {};
  return {
    programmeVersion: outcome.programmeVersion,
    explanation: outcome.explanation.map(({ points, trimmed, ...offer }) => ({
      ...offer,
      // What is known of the version that judged it, else as it was written then.
      text: programme
        ? sayEarned(programme, { points, ...(trimmed && { trimmed }), ...offer }, { currency, language })
        : offer.text,
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

/** One side of an invitation. */
function earnedBy({ judged, bonus }: NonNullable<ExplainedEntry['referral']>): EarnedParts {
  return { programmeVersion: judged.programmeVersion, ...bonus };
}

type EarnedParts = Pick<PurchaseOutcome, 'programmeVersion' | 'lots' | 'explanation'>;

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

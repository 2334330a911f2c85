import type { PaidLine, PointsPaid } from './points-paid.js';
import { list, optionalText, text, textOrNull, texts, unlessZero } from './json-text.js';
import type {
  PurchaseExplanation,
  PurchaseLot,
  PurchaseOutcome,
  PurchaseRecorded,
  RecordedLine,
  RecordedPayment,
} from './purchase-events.js';
import type { BalanceAfter } from './values.js';
import { storeCount } from './purchase-outcome.codec.js';
import { toJsonInteger as whole } from './whole-number.js';

/**
 * A recorded Purchase as the log keeps it. Most events of a log are purchases, and every byte of theirs is hashed, sent
 * and kept for ever: what is nothing, or what nearly every line says, is left out.
 */
export function writePurchaseRecorded(event: PurchaseRecorded): string {
  const { receipt, payments, outcome, returns } = event;
  let json = `{"purchase":${text(event.purchase)},"programme":${text(event.programme)},"source":${text(event.source)}`;
  json += `,"externalId":${text(event.externalId)},"occurredAt":${event.occurredAt}`;
  json += optionalText('store', event.store) + optionalText('channel', event.channel);
  if (receipt) json += `,"receipt":${JSON.stringify(receipt)}`;
  json += `,"currency":${text(event.currency)},"taxIncluded":${event.taxIncluded}`;
  json += optionalText('fingerprint', event.fingerprint) + optionalText('identity', event.identity);
  json += `,"member":${textOrNull(event.member)},"account":${textOrNull(event.account)}`;
  json += optionalText('stranger', event.stranger);
  json += `,"lines":${list(event.lines, line)},"total":${whole(event.total)}`;
  if (payments.length > 0) json += `,"payments":${list(payments, payment)}`;
  json += `,"outcome":${outcome ? writeOutcome(outcome) : 'null'}`;
  if (returns.length > 0) json += `,"returns":${texts(returns)}`;
  return `${json}}`;
}

function line(it: RecordedLine): string {
  let json = `{"id":${text(it.id)},"sku":${text(it.sku)}${optionalText('gtin', it.gtin)}`;
  json += `,"quantity":${whole(it.quantity)},"amount":${whole(it.amount)}`;
  json += unlessZero('discount', it.discount) + unlessZero('tax', it.tax);
  if (it.kind !== 'goods') json += `,"kind":"${it.kind}"`;
  if (it.categories.length > 0) json += `,"categories":${texts(it.categories)}`;
  return it.eligible ? `${json}}` : `${json},"eligible":false}`;
}

function payment(it: RecordedPayment): string {
  const json = `{"kind":"${it.kind}","amount":${whole(it.amount)}${optionalText('redemption', it.redemption)}`;
  return it.paid ? `${json},"paid":${paid(it.paid)}}` : `${json}}`;
}

function paid({ wallet, points, lines }: PointsPaid): string {
  return `{"wallet":${text(wallet)},"points":${whole(points)},"lines":${list(lines, paidLine)}}`;
}

function paidLine(it: PaidLine): string {
  return `{"line":${text(it.line)},"points":${whole(it.points)},"amount":${whole(it.amount)}}`;
}

function writeOutcome(outcome: PurchaseOutcome): string {
  let json = `{"programmeVersion":${outcome.programmeVersion},"accountVersion":${outcome.accountVersion}`;
  json += `,"lots":${list(outcome.lots, lot)},"explanation":${list(outcome.explanation, explanation)}`;
  json += `,"balances":${list(outcome.balances, balance)}`;
  // Few purchases have them, and what has many parts is no faster by hand.
  if (outcome.counts && outcome.counts.length > 0)
    json += `,"counts":${JSON.stringify(outcome.counts.map(storeCount))}`;
  if (outcome.visits && outcome.visits.length > 0) json += `,"visits":${JSON.stringify(outcome.visits)}`;
  if (outcome.pausedCampaigns) json += `,"pausedCampaigns":${texts(outcome.pausedCampaigns)}`;
  json += optionalText('spent', outcome.spent);
  return `${json}}`;
}

function lot(it: PurchaseLot): string {
  let json = `{"id":${text(it.id)},"wallet":${text(it.wallet)},"points":${whole(it.points)}`;
  json += `,"availableAt":${it.availableAt},"expiresAt":${it.expiresAt}`;
  if (it.awaits) json += `,"awaits":${JSON.stringify(it.awaits)}`;
  return `${json}${optionalText('partner', it.partner)},"lines":${list(it.lines, lotLine)}}`;
}

function lotLine(it: PurchaseLot['lines'][number]): string {
  return `{"line":${text(it.line)},"points":${whole(it.points)}}`;
}

function explanation(it: PurchaseExplanation): string {
  let json = `{"offer":${text(it.offer)},"version":${it.version},"wallet":${text(it.wallet)},"points":${whole(it.points)}`;
  json += `${optionalText('basis', it.basis)},"lines":${texts(it.lines)},"text":${text(it.text)}`;
  json += optionalText('multiplier', it.multiplier);
  if (it.qualifiedBy && it.qualifiedBy.length > 0) json += `,"qualifiedBy":${texts(it.qualifiedBy)}`;
  if (it.seen && it.seen.length > 0) json += `,"seen":${JSON.stringify(it.seen)}`;
  if (it.trimmed) json += `,"trimmed":{"points":${whole(it.trimmed.points)},"by":${text(it.trimmed.by)}}`;
  return `${json}}`;
}

function balance(it: BalanceAfter): string {
  let json = `{"wallet":${text(it.wallet)}${unlessZero('available', it.available)}${unlessZero('held', it.held)}`;
  json += unlessZero('pending', it.pending) + unlessZero('shortfall', it.shortfall);
  return `${json}}`;
}

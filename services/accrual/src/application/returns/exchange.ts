import { fromId, newUuid, toId } from '@loyalty/service-host/values';
import { returnKey } from '../../domain/claims.js';
import type { PurchaseFacts } from '../../domain/sent/purchase.js';
import type { Owner } from '../../domain/purchase-state.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { parseBlindLines, parseReturnedLines } from '../../domain/sent/return.js';
import type { SentExchangeReturn } from '../../domain/sent/sent-purchase.js';
import { applyReturn, type ReturnAnswer } from './apply-return.js';
import type { Draft } from '../draft.js';
import type { Programmes } from '../programmes.js';
import type { Blind, ByLine, ReturnAsk } from './return-ask.js';

/** A return within a purchase; whose it is shows when the purchase's member is known. */
export interface PreparedExchange {
  readonly stream: string;
  readonly sent: SentExchangeReturn;
  readonly fingerprint: string;
}

/** Those that a purchase was sent with; a repeat is known by the purchase's own fingerprint. */
export function prepareExchange(
  returns: readonly SentExchangeReturn[],
  fingerprint: string,
): readonly PreparedExchange[] {
  return returns.map((sent) => ({ stream: newUuid(), sent, fingerprint }));
}

interface Exchanging {
  readonly owner: Owner | null;
  readonly facts: PurchaseFacts;
  readonly programmes: Programmes;
}

/** The returns of an exchange, in order, before its purchase earns. One that is refused refuses all of it. */
export function applyExchange(
  draft: Draft,
  exchange: readonly PreparedExchange[],
  exchanging: Exchanging,
): readonly ReturnAnswer[] | Rejected {
  const applied: ReturnAnswer[] = [];
  for (const prepared of exchange) {
    // It would wait for the very purchase that it comes with.
    if (isOf(exchanging.facts, prepared.sent)) return reject({ reason: 'purchase_not_found' });
    const ask = askOf(prepared, exchanging);
    const taken = ask.claims.map((claim) => draft.claimed(claim)).find((known) => known !== undefined);
    if (taken) {
      return reject({
        reason: 'already_used_with_other_content',
        first: toId('ret', taken.stream),
        differs: ['returns'],
      });
    }
    const answer = applyReturn(draft, ask, exchanging.programmes);
    if ('rejected' in answer) return answer;
    applied.push(answer);
  }
  return applied;
}

function isOf({ source, externalId }: PurchaseFacts, { purchase }: SentExchangeReturn): boolean {
  return purchase?.source === source && purchase.externalId === externalId;
}

function askOf({ stream, sent, fingerprint }: PreparedExchange, { owner, facts }: Exchanging): ReturnAsk {
  const { programme, occurredAt } = facts;
  const { source, externalId } = sent;
  const named = source !== undefined && externalId !== undefined ? { source, externalId } : undefined;
  return {
    stream,
    id: toId('ret', stream),
    programme,
    named: named ?? {},
    claims: named ? [{ ...returnKey(programme, named), fingerprint }] : [],
    occurredAt,
    wanted: wantedOf(sent, owner),
  };
}

export function wantedOf({ purchase, lines }: SentExchangeReturn, owner: Owner | null): ByLine | Blind {
  if (!purchase) return { by: 'sku', owner, lines: parseBlindLines(lines) };
  return { by: 'line', purchase: referenceOf(purchase), lines: parseReturnedLines(lines) };
}

/** An id that is none of ours leads to a stream that does not exist. */
function referenceOf({
  id,
  source = '',
  externalId = '',
}: NonNullable<SentExchangeReturn['purchase']>): ByLine['purchase'] {
  return id === undefined ? { source, externalId } : { stream: fromId('pur', id) ?? NO_STREAM };
}

const NO_STREAM = '00000000-0000-0000-0000-000000000000';

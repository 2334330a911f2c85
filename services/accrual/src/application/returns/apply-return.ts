import type { ReturnKept, ReturnRecorded } from '@loyalty/contracts';
import type { Programme } from '@loyalty/programme';
import { isCandidate, matchBlindly, mostRecentFirst, skuTag } from '../../domain/units/blind-return.js';
import { purchaseKey } from '../../domain/claims.js';
import type { GoingBack } from '../../domain/units/going-back.js';
import type { Owner, RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { returnByLine } from '../../domain/units/return-by-line.js';
import { returnStream } from '../../domain/streams/return-stream.js';
import { accountStreamId } from '../account-book.js';
import { countReturn } from '../velocity/count-move.js';
import type { Draft } from '../draft.js';
import { giveBack, type GivingBack } from './give-back.js';
import type { Programmes } from '../programmes.js';
import type { Blind, ByLine, ReturnAsk } from './return-ask.js';
import { keepForPurchase } from './waiting.js';
import { accountsGathered, isTogether, ownerNow } from '../where-now.js';

export type ReturnAnswer = ReturnRecorded | ReturnKept;

/** Applies one return to its purchases and its account, or keeps it until its purchase comes. */
export function applyReturn(draft: Draft, ask: ReturnAsk, programmes: Programmes): ReturnAnswer | Rejected {
  const { wanted } = ask;
  const programme = programmes.inForce(ask.programme, ask.occurredAt)?.programme;
  if (!programme) return reject({ reason: 'programme_not_found', programme: ask.programme });
  return wanted.by === 'line'
    ? returnLines(draft, ask, { wanted, programme, programmes })
    : returnBlindly(draft, ask, { wanted, programme, programmes });
}

/** Whose claw-back policy holds, and where the versions are that judged what goes back. */
interface Judging {
  readonly programme: Programme;
  readonly programmes: Programmes;
}

function returnLines(
  draft: Draft,
  ask: ReturnAsk,
  { wanted, programme, programmes }: Judging & { wanted: ByLine },
): ReturnAnswer | Rejected {
  const found = findPurchase(draft, ask.programme, wanted.purchase);
  if (!found && 'stream' in wanted.purchase) return reject({ reason: 'purchase_not_found' });
  if (!found) return keep(draft, ask, wanted);

  const { stream, purchase } = found;
  const { facts, owner, voided } = purchase;
  if (voided) return reject({ reason: 'purchase_voided', purchase: facts.purchase, voidedAt: voided.occurredAt });
  if (wanted.owner && !(owner && isTogether(draft, owner, wanted.owner))) {
    return reject({ reason: 'purchase_of_another_member', purchase: facts.purchase });
  }
  const taken = returnByLine(purchase, wanted.lines);
  if ('rejected' in taken) return taken;
  return recordReturn(draft, ask, {
    parts: [{ stream, purchase, lines: taken.lines }],
    unmatched: [],
    owner,
    programme,
    programmes,
  });
}

function keep(draft: Draft, ask: ReturnAsk, { purchase, lines }: ByLine): ReturnAnswer | Rejected {
  if ('stream' in purchase) return reject({ reason: 'purchase_not_found' });
  return keepForPurchase(draft, ask, { key: purchaseKey(ask.programme, purchase), lines, named: purchase });
}

export function findPurchase(
  draft: Draft,
  programme: string,
  named: ByLine['purchase'],
): { stream: string; purchase: RecordedPurchase } | undefined {
  const stream = 'stream' in named ? named.stream : draft.find(purchaseKey(programme, named))?.stream;
  if (stream === undefined) return undefined;
  const { state } = draft.state(purchaseStream, stream);
  return state.status === 'recorded' && state.facts.programme === programme ? { stream, purchase: state } : undefined;
}

function returnBlindly(
  draft: Draft,
  ask: ReturnAsk,
  { wanted, programme, programmes }: Judging & { wanted: Blind },
): ReturnAnswer | Rejected {
  const { owner, lines } = wanted;
  const parts = new Map<string, GoingBack>();
  const unmatched = lines.flatMap((wish) => {
    const candidates = owner ? candidatesFor(draft, { owner, sku: wish.sku }, ask) : [];
    const matched = matchBlindly(wish, mostRecentFirst(candidates.map(({ purchase }) => purchase)));
    const streams = new Map(candidates.map(({ stream, purchase }) => [purchase, stream]));
    for (const taken of matched.taken) addPart(parts, streams.get(taken.purchase), taken);
    return matched.unmatched ? [matched.unmatched] : [];
  });
  return recordReturn(draft, ask, { parts: [...parts.values()], unmatched, owner, programme, programmes });
}

/** Also what was bought when the points lay in another account, and nothing of those who have parted since. */
function candidatesFor(
  draft: Draft,
  { owner, sku }: { owner: Owner; sku: string },
  { programme, occurredAt }: ReturnAsk,
) {
  const { account } = ownerNow(draft, owner);
  const accounts = accountsGathered(draft, account);
  const streams = accounts.flatMap((each) => draft.tagged(skuTag(each, sku)));
  return draft.states(purchaseStream, streams).flatMap((state, at) => {
    const stream = streams[at];
    if (stream === undefined || state.status !== 'recorded' || state.facts.programme !== programme) return [];
    if (accounts.length > 1 && !(state.owner && ownerNow(draft, state.owner).account === account)) return [];
    return isCandidate(state, occurredAt) ? [{ stream, purchase: state }] : [];
  });
}

/** Each SKU has lines of its own, so what goes back of one purchase for several SKUs just adds up. */
function addPart(
  parts: Map<string, GoingBack>,
  stream: string | undefined,
  { purchase, lines }: Omit<GoingBack, 'stream'>,
): void {
  if (stream === undefined) return;
  const before = parts.get(stream);
  parts.set(stream, { stream, purchase, lines: [...(before?.lines ?? []), ...lines] });
}

/** The whole answer lies in the return's own stream, so that a repeat is answered from there. */
export function recordReturn(
  draft: Draft,
  ask: ReturnAsk,
  giving: Omit<GivingBack, 'return' | 'occurredAt'>,
): ReturnRecorded | Rejected {
  const { occurredAt } = ask;
  const given = giveBack(draft, { ...giving, return: ask.id, occurredAt });
  if ('rejected' in given) return given;
  const event: ReturnRecorded = {
    type: 'ReturnRecorded',
    return: ask.id,
    programme: ask.programme,
    ...ask.named,
    occurredAt,
    ...given,
  };
  const beside = giving.owner ? accountStreamId(giving.owner.account) : giving.parts[0]?.stream;
  if (giving.owner) countReturn(draft, event, { ...giving, owner: ownerNow(draft, giving.owner) });
  draft.append(returnStream, ask.stream, { event, occurredAt, claims: ask.claims, ...(beside ? { beside } : {}) });
  return event;
}

import type { Append, Command, View } from '@loyalty/event-store';
import { eligible } from '@loyalty/programme';
import { differences } from '../../domain/sent/differences.js';
import type { RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { accountStreamId } from '../account-book.js';
import { Draft } from '../draft.js';
import { draftPurchase, type Place } from './draft-purchase.js';
import { earningOf } from '../earning/earning.js';
import { prepareExchange } from '../returns/exchange.js';
import type { PreparedPurchase } from './prepare-purchase.js';
import { answerRepeat, type PurchaseAnswer } from './purchase-answer.js';
import { isSameBuyer, lookUpReceipt } from './receipt-lookup.js';
import type { Recording, RecordPurchase } from './recording.js';
import { referringOf } from '../referral/referral-book.js';
import { NOTHING_SEEN } from '../members/see-members.js';
import { WAITING_FINGERPRINT } from '../returns/waiting.js';

type Answer = PurchaseAnswer | Rejected;

interface Decided {
  readonly answer: Answer;
  readonly appends: readonly Append[];
}

/** Records a purchase and what it earns, in one commit; what is known already is answered as it was at first. */
export function recordPurchase(recordPurchase: RecordPurchase): Command<Answer> {
  const { purchase, buyer } = recordPurchase;
  const { facts, judge } = purchase;
  const seen = buyer.kind === 'member' ? buyer.seen : NOTHING_SEEN;
  const recording: Recording = {
    ...recordPurchase,
    earn: earningOf(judge, facts, seen),
    refer: referringOf(judge, seen),
    lines: facts.lines.map((line) => ({ ...line, eligible: eligible(judge.programme, line, facts.currency) })),
    exchange: prepareExchange(purchase.returns, purchase.fingerprint),
  };
  return {
    on: buyer.kind === 'member' ? accountStreamId(buyer.membership.account) : purchase.stream,
    decide: (view) => decide(view, recording),
  };
}

function decide(view: View, recording: Recording): Decided {
  const { purchase, isSuspected = false } = recording;
  const known = isSuspected ? view.find(purchase.key) : view.claimed(purchase.key);
  if (!known) return decideByReceipt(view, recording);

  const { state } = view.state(purchaseStream, known.stream);
  if (state.status === 'recorded') {
    // An id that only awaited its purchase was claimed with nothing to compare; the purchase itself knows better.
    const first = known.fingerprint === WAITING_FINGERPRINT ? state.facts.fingerprint : known.fingerprint;
    return unchanged(first === purchase.fingerprint ? answerRepeat(view, state) : otherContent(state, first, purchase));
  }
  if (state.status === 'unknown') throw new Error(`the key of a purchase leads to ${known.stream}, which is empty`);
  const receipt = state.voidedAt === null ? lookUpReceipt(view, purchase.receipt) : {};
  if (receipt.first)
    return unchanged(reject({ reason: 'receipt_already_used', first: receipt.first.state.facts.purchase }));
  return record(view, recording, { stream: known.stream, awaited: state, receipt: receipt.free });
}

function decideByReceipt(view: View, recording: Recording): Decided {
  const { purchase } = recording;
  const { first, free } = lookUpReceipt(view, purchase.receipt);
  if (!first) return record(view, recording, { stream: purchase.stream, awaited: undefined, receipt: free });
  if (!isSameBuyer(first.state, recording, view)) {
    return unchanged(reject({ reason: 'receipt_already_used', first: first.state.facts.purchase }));
  }

  // A till that timed out has sent the receipt again under a new id, which from now on names the same purchase.
  const draft = new Draft(view);
  const { source, externalId } = purchase.facts;
  draft.append(purchaseStream, first.stream, {
    event: { type: 'PurchaseAlsoNamed', source, externalId, occurredAt: draft.now },
    occurredAt: draft.now,
    claims: [{ ...purchase.key, fingerprint: purchase.fingerprint }],
  });
  return { answer: answerRepeat(view, first.state), appends: draft.appends() };
}

function record(view: View, recording: Recording, place: Place): Decided {
  const draft = new Draft(view);
  const answer = draftPurchase(draft, recording, place);
  return 'rejected' in answer ? unchanged(answer) : { answer, appends: draft.appends() };
}

function unchanged(answer: Answer): Decided {
  return { answer, appends: [] };
}

function otherContent({ facts }: RecordedPurchase, print: string | undefined, sent: PreparedPurchase): Rejected {
  return reject({
    reason: 'already_used_with_other_content',
    first: facts.purchase,
    differs: differences(facts, print, sent),
  });
}

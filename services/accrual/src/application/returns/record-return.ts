import type { Append, Command, View } from '@loyalty/event-store';
import { toId } from '@loyalty/service-host/values';
import type { Owner } from '../../domain/purchase-state.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { returnDifferences } from '../../domain/sent/return-differences.js';
import { returnStream } from '../../domain/streams/return-stream.js';
import { accountStreamId } from '../account-book.js';
import { applyReturn, type ReturnAnswer } from './apply-return.js';
import { Draft } from '../draft.js';
import { wantedOf } from './exchange.js';
import type { PreparedReturn } from './prepare-return.js';
import type { Programmes } from '../programmes.js';
import type { ReturnAsk } from './return-ask.js';

export interface RecordReturn {
  readonly prepared: PreparedReturn;
  /** Null: nobody was named, or nobody is known by that name. */
  readonly owner: Owner | null;
  readonly programmes: Programmes;
}

export interface ReturnResult {
  readonly answer: ReturnAnswer;
  readonly repeated: boolean;
}

type Answer = ReturnResult | Rejected;

interface Decided {
  readonly answer: Answer;
  readonly appends: readonly Append[];
}

/** Applies a return, or keeps it for a purchase that has not come yet. */
export function recordReturn(recording: RecordReturn): Command<Answer> {
  const { prepared, owner } = recording;
  return {
    on: prepared.on ?? (owner ? accountStreamId(owner.account) : prepared.stream),
    decide: (view) => decide(view, recording),
  };
}

function decide(view: View, { prepared, owner, programmes }: RecordReturn): Decided {
  const repeat = decideRepeat(view, prepared);
  if (repeat) return repeat;

  const draft = new Draft(view);
  const answer = applyReturn(draft, askOf(prepared, owner), programmes);
  if ('rejected' in answer) return { answer, appends: [] };
  return { answer: { answer, repeated: false }, appends: draft.appends() };
}

function decideRepeat(view: View, { key, receipt, fingerprint, sent }: PreparedReturn): Decided | undefined {
  const known = view.claimed(key);
  if (known) {
    const { state } = view.state(returnStream, known.stream);
    if (!state) throw new Error(`the key of a return leads to ${known.stream}, which is empty`);
    if (known.fingerprint === fingerprint) return { answer: { answer: state, repeated: true }, appends: [] };
    const first = toId('ret', known.stream);
    return {
      answer: reject({ reason: 'already_used_with_other_content', first, differs: returnDifferences(state, sent) }),
      appends: [],
    };
  }

  const byReceipt = receipt && view.claimed(receipt);
  if (!byReceipt) return undefined;
  const { state } = view.state(returnStream, byReceipt.stream);
  if (!state) throw new Error(`a receipt leads to ${byReceipt.stream}, which is empty`);
  const draft = new Draft(view);
  const { source, externalId } = sent;
  draft.append(returnStream, byReceipt.stream, {
    event: { type: 'ReturnAlsoNamed', source, externalId, occurredAt: draft.now },
    occurredAt: draft.now,
    claims: [{ ...key, fingerprint }],
  });
  return { answer: { answer: state, repeated: true }, appends: draft.appends() };
}

function askOf(
  { sent, stream, id, judge, key, receipt, fingerprint, occurredAt }: PreparedReturn,
  owner: Owner | null,
): ReturnAsk {
  const { source, externalId } = sent;
  const wanted = wantedOf(sent, owner);
  const own = { ...key, fingerprint };
  return {
    stream,
    id,
    programme: judge.id,
    named: { source, externalId },
    claims: receipt ? [own, { ...receipt, fingerprint }] : [own],
    occurredAt,
    wanted: wanted.by === 'line' && owner ? { ...wanted, owner } : wanted,
  };
}

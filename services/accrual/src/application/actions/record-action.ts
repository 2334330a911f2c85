import { type ActionRecorded, type LotPoints, isUndecided } from '@loyalty/contracts';
import type { Command, View } from '@loyalty/event-store';
import { evaluateAction } from '@loyalty/programme';
import { fromId, toId } from '@loyalty/service-host/values';
import { actionStream } from '../../domain/streams/action-stream.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { accountStreamId, earnPoints, releasePoints, standingOf } from '../account-book.js';
import { countEarned, countersOfActions } from '../counters/counter-book.js';
import { Draft } from '../draft.js';
import { withIds } from '../earning/earning.js';
import { LotIds } from '../earning/lot-ids.js';
import type { PreparedAction } from './prepare-action.js';
import { isTogether, ownerNow } from '../where-now.js';

export interface ActionAnswer {
  readonly recorded: ActionRecorded;
  readonly repeated: boolean;
}

/** What an action earns by the programme's rules for it, and what had waited for it: one commit, once. */
export function recordAction(prepared: PreparedAction): Command<ActionAnswer | Rejected> {
  const ids = new LotIds();
  return {
    on: accountStreamId(prepared.owner.account),
    decide(view) {
      const { key, fingerprint } = prepared;
      const known = view.claimed(key);
      if (known)
        return {
          answer: repeatOf(view, { ...known, isSame: known.fingerprint === fingerprint }, prepared),
          appends: [],
        };
      const draft = new Draft(view);
      const recorded = draftAction(draft, prepared, ids);
      if ('rejected' in recorded) return { answer: recorded, appends: [] };
      return { answer: { recorded, repeated: false }, appends: draft.appends() };
    },
  };
}

function repeatOf(
  view: View,
  { stream, isSame }: { readonly stream: string; readonly isSame: boolean },
  prepared: PreparedAction,
): ActionAnswer | Rejected {
  const { state } = view.state(actionStream, stream);
  if (!state) throw new Error(`the key of an action leads to ${stream}, which is empty`);
  if (isSame) return { recorded: state, repeated: true };
  const differs = differencesOf(state, prepared);
  return reject({ reason: 'already_used_with_other_content', first: state.report, differs });
}

/** How its member and its purchase were named is not in the log: they are named where nothing else differs. */
function differencesOf(
  first: ActionRecorded,
  { sent, occurredAt, purchase, owner }: PreparedAction,
): readonly string[] {
  const isOther = {
    occurredAt: first.occurredAt !== occurredAt,
    action: first.action !== sent.action,
    store: first.store !== sent.store,
    purchase: first.purchase !== purchase,
  };
  const differing = Object.entries(isOther).flatMap(([part, differs]) => (differs ? [part] : []));
  if (differing.length > 0) return differing;
  return purchase === undefined || first.member !== owner.member ? ['member'] : ['member', 'purchase'];
}

function draftAction(draft: Draft, prepared: PreparedAction, ids: LotIds): ActionRecorded | Rejected {
  const { sent, judge, purchase, occurredAt, stream, key, fingerprint } = prepared;
  const owner = ownerNow(draft, prepared.owner);
  const { programme, version } = judge;
  const { source, externalId, action, store } = sent;
  const { member, account } = owner;
  const report = toId('act', stream);

  const released = releaseWaiting(draft, prepared);
  if ('rejected' in released) return released;
  const reported = { action, occurredAt, ...(store !== undefined && { store }) };
  const standing = countersOfActions(draft, account, programme);
  const earned = withIds(evaluateAction(programme, version, reported, standing), ids);
  const { lots } = earned;
  const refused = lots.length > 0 && earnPoints(draft, { owner, reason: action, report, occurredAt, lots });
  if (refused) return refused;
  countEarned(draft, { owner, programme: programme.id, purchase: report, occurredAt }, earned);

  const { version: accountVersion, balances } = standingOf(draft, account, programme);
  const event: ActionRecorded = {
    type: 'ActionRecorded',
    report,
    programme: programme.id,
    source,
    externalId,
    occurredAt,
    action,
    ...(store !== undefined && { store }),
    ...(purchase !== undefined && { purchase }),
    member,
    account,
    outcome: { programmeVersion: version, accountVersion, ...earned, balances },
    released,
  };
  draft.append(actionStream, stream, {
    event,
    occurredAt,
    claims: [{ ...key, fingerprint }],
    beside: accountStreamId(account),
  });
  return event;
}

/** Of the purchase that it names: its lots that wait for this action, as far as they are still there. */
function releaseWaiting(
  draft: Draft,
  { owner, purchase, stream: reported, sent: { action }, occurredAt }: PreparedAction,
): readonly LotPoints[] | Rejected {
  const stream = purchase === undefined ? undefined : fromId('pur', purchase);
  if (stream === undefined) return [];
  const { state } = draft.state(purchaseStream, stream);
  if (state.status !== 'recorded') return reject({ reason: 'purchase_not_found' });
  if (!state.owner || !isTogether(draft, state.owner, owner))
    return reject({ reason: 'purchase_of_another_member', purchase: state.facts.purchase });
  // What a person has to look at is a person's to release (`decide-review.ts`): by an instant beside what it awaits, or by
  // the refusal below, also where somebody reports an action of that name.
  const waiting = (state.outcome?.lots ?? []).flatMap(({ id, awaits, availableAt }) =>
    awaits?.action === action && availableAt === null ? [{ lot: id, expiresAfter: awaits.expiresAfter }] : [],
  );
  const { review } = state;
  if (waiting.length > 0 && review && isUndecided(review, draft.now)) {
    const { review: id, held, lapsesAt } = review.opened;
    return reject({ reason: 'purchase_in_review', purchase: held, review: id, lapsesAt });
  }
  const where = ownerNow(draft, state.owner);
  // An invoice may be written after its parcel has left: points are not available, and do not expire, before they are there.
  const since = Math.max(occurredAt, state.facts.occurredAt);
  return releasePoints(draft, { owner: where, action, report: toId('act', reported), occurredAt: since, waiting });
}

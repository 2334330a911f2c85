import type { Command } from '@loyalty/event-store';
import { accountStream, transferIn, transferOut } from '@loyalty/ledger';
import { toId } from '@loyalty/service-host/values';
import { idempotencyKey, transferKey } from '../../domain/claims.js';
import { giftLot, givenBack } from '../../domain/gift.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { accountStreamId } from '../account-book.js';
import { Draft } from '../draft.js';
import { heldGift, notGiven } from './held-gift.js';
import { book, eventOf, readTransfer, type TransferAnswer, type TransferPorts } from './transfer-points.js';
import { countTransfer } from './transfer-limits.js';
import { ownerNow } from '../where-now.js';

export interface ReverseTransfer {
  readonly transfer: string;
  readonly reason: string;
  readonly actor: string;
  readonly idempotencyKey: string;
  readonly fingerprint: string;
}

/** Gives back what of a gift is still there, in the lots and with the expiry in which it was given. */
export async function reverseTransfer(
  asked: ReverseTransfer,
  { store, accounts, programmes, clock }: TransferPorts,
  { dryRun = false } = {},
): Promise<TransferAnswer | Rejected> {
  const { transfer, actor, reason } = asked;
  const [gone, arrived] = await Promise.all([
    store.find(transferKey(transfer)),
    store.find(transferKey(transfer, 'in')),
  ]);
  const review = await heldGift(transfer, { store });
  if (!gone || !arrived) return review ? notGiven(review, clock.now()) : reject({ reason: 'transfer_not_found' });
  const out = await readTransfer(store, gone, 'PointsTransferredOut');
  const came = await readTransfer(store, arrived, 'PointsTransferredIn');
  const giver = { account: toId('acc', gone.stream), member: out.member };
  const receiver = { account: toId('acc', arrived.stream), member: came.member };
  const owner = await accounts.find(receiver.account);
  if (!owner) return reject({ reason: 'account_not_found' });

  const key = idempotencyKey(owner.programme, 'reverse-transfer', asked.idempotencyKey);
  // One that was held is counted in the day in which it was asked for.
  const at = review?.opened.occurredAt ?? out.occurredAt;
  const lots = out.slices.map((_, at) => giftLot(transfer, at));
  const command: Command<TransferAnswer | { readonly first: true } | Rejected> = {
    on: arrived.stream,
    decide(view) {
      const known = view.find(key);
      if (known) {
        const differs = { reason: 'already_used_with_other_content', first: transfer, differs: [] } as const;
        return { answer: known.fingerprint === asked.fingerprint ? { first: true } : reject(differs), appends: [] };
      }
      const draft = new Draft(view);
      const [from, to] = [ownerNow(draft, receiver), ownerNow(draft, giver)];
      const by = { transfer, actor, reason, now: draft.now };
      const back = transferOut(
        { ...by, ...from, to: to.account, occurredAt: draft.now, points: [], only: lots },
        draft.state(accountStream, accountStreamId(from.account)).state,
      );
      if (!back.accepted) {
        const { rejection } = back;
        const spent = rejection.reason === 'lot_not_found';
        return {
          answer: reject(spent ? { reason: 'transfer_spent', transfer } : { reason: 'ledger_refused', by: rejection }),
          appends: [],
        };
      }
      const left = eventOf(back.events, 'PointsTransferredOut');
      const { occurredAt } = left;
      const slices = givenBack(out, { taken: left.slices, from: giver.account });
      const home = transferIn(
        { ...by, ...to, from: from.account, occurredAt, slices },
        draft.state(accountStream, accountStreamId(to.account)).state,
      );
      if (!home.accepted) return { answer: reject({ reason: 'ledger_refused', by: home.rejection }), appends: [] };
      const returned = eventOf(home.events, 'PointsTransferredIn');
      const { fingerprint } = asked;
      book(draft, from.account, { events: back.events, at: left, claims: [{ ...key, fingerprint }] });
      book(draft, to.account, {
        events: home.events,
        at: returned,
        claims: [{ ...idempotencyKey(owner.programme, 'reversed-transfer', asked.idempotencyKey), fingerprint }],
      });
      const programme = programmes.inForce(owner.programme, at)?.programme;
      if (programme) {
        for (const { wallet, points } of slices) {
          countTransfer(draft, out, { giver: to, programme, wallet, points, at, back: true });
        }
      }
      const answer = { out: left, came: returned, from: from.account, to: to.account, repeated: false };
      return { answer, appends: draft.appends() };
    },
  };
  const answer = dryRun ? await store.preview(command) : (await store.execute(command)).answer;
  if (!('first' in answer)) return answer;
  const [first, second] = await Promise.all([
    store.find(key),
    store.find(idempotencyKey(owner.programme, 'reversed-transfer', asked.idempotencyKey)),
  ]);
  if (!first || !second) throw new Error(`the reversal of ${transfer} has half of its claims`);
  return {
    out: await readTransfer(store, first, 'PointsTransferredOut'),
    came: await readTransfer(store, second, 'PointsTransferredIn'),
    from: toId('acc', first.stream),
    to: toId('acc', second.stream),
    repeated: true,
  };
}

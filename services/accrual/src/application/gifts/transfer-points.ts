import type { Review } from '@loyalty/contracts';
import type { Command, EventStore } from '@loyalty/event-store';
import {
  accountStream,
  type LedgerEvent,
  type PointsHeld,
  type PointsTransferredIn,
  type PointsTransferredOut,
  transferIn,
  transferOut,
} from '@loyalty/ledger';
import { newUuid, toId } from '@loyalty/service-host/values';
import { idempotencyKey, transferKey } from '../../domain/claims.js';
import { givenAway } from '../../domain/gift.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { accountStreamId } from '../account-book.js';
import { Draft } from '../draft.js';
import { canBeErased, giftTooOften, giftToReview, giverChanges } from './gift-velocity.js';
import { heldGift, holdGift } from './held-gift.js';
import { countMove } from '../velocity/count-move.js';
import type { AccrualPorts } from '../ports.js';
import { countTransfer, transferRefused } from './transfer-limits.js';
import { ownerNow } from '../where-now.js';

export interface TransferPoints {
  /** `acc_…` */
  readonly from: string;
  readonly to: string;
  readonly wallet: string;
  readonly points: bigint;
  readonly reason?: string;
  readonly actor: string;
  readonly idempotencyKey: string;
  readonly fingerprint: string;
}

/** What both accounts are told of a transfer. */
export interface TransferAnswer {
  readonly out: PointsTransferredOut;
  readonly came: PointsTransferredIn;
  /** `acc_…`, where the points came from and went to. */
  readonly from: string;
  readonly to: string;
  /** Where a person let it through. */
  readonly review?: Review;
  readonly repeated: boolean;
}

/** Of a gift that waits for a person, or was not given after that. */
export interface HeldAnswer {
  readonly held: PointsHeld;
  readonly review: Review;
  /** As of which it stands so. */
  readonly now: number;
  readonly repeated: boolean;
}

export type TransferPorts = Pick<
  AccrualPorts,
  'store' | 'accounts' | 'contactChanges' | 'programmes' | 'members' | 'clock'
>;

/**
 * A gift: the soonest to expire go, with their expiry, and are the receiver's from then on. Beyond a limit that asks for a
 * person they are set aside until one has decided.
 */
export async function transferPoints(
  asked: TransferPoints,
  ports: TransferPorts,
  { dryRun = false } = {},
): Promise<TransferAnswer | HeldAnswer | Rejected> {
  const { store, accounts, programmes, clock } = ports;
  const [giver, receiver] = await Promise.all([accounts.find(asked.from), accounts.find(asked.to)]);
  if (!giver || !receiver) return reject({ reason: 'account_not_found' });
  const programme = programmes.inForce(giver.programme, clock.now())?.programme;
  if (!programme) return reject({ reason: 'programme_not_found', programme: giver.programme });
  if (giver.programme !== receiver.programme) {
    return reject({ reason: 'account_of_another_programme', programme: receiver.programme });
  }
  const { wallets } = programme;
  if (!wallets.has(asked.wallet)) {
    return reject({ reason: 'wallet_not_found', wallet: asked.wallet, wallets: [...wallets.keys()] });
  }

  const isErasable = await canBeErased(receiver, ports);
  const contactChanges = await giverChanges({ member: giver.member, programme }, ports);
  const key = idempotencyKey(giver.programme, 'transfer', asked.idempotencyKey);
  const transfer = toId('trf', newUuid());
  const command: Command<TransferAnswer | HeldAnswer | Repeat | Rejected> = {
    on: accountStreamId(asked.from),
    decide(view) {
      const known = view.find(key);
      if (known) {
        const same = known.fingerprint === asked.fingerprint;
        return {
          answer: same ? { first: known.stream, version: known.version } : otherContent(known.stream),
          appends: [],
        };
      }
      if (receiver.erased) return { answer: reject({ reason: 'receiver_erased' }), appends: [] };
      const draft = new Draft(view);
      const from = ownerNow(draft, { member: giver.member, account: asked.from });
      const to = ownerNow(draft, { member: receiver.member, account: asked.to });
      const { actor, reason, wallet, points } = asked;
      const giving = { giver: from, programme, wallet, points, at: draft.now, contactChanges };
      const refusal = transferRefused(draft, giving) ?? giftTooOften(draft, giving);
      if (refusal) return { answer: reject(refusal), appends: [] };
      const given = [{ wallet, points }];
      const counted = {
        programme,
        on: 'gifts',
        owner: from,
        points: given,
        counted: transfer,
        contactChanges,
      } as const;
      const limits = giftToReview(draft, giving);
      if (limits.length > 0) {
        const claim = { ...key, fingerprint: asked.fingerprint };
        const named = { transfer, actor, ...(reason === undefined ? {} : { reason }), wallet, points };
        const held = holdGift(draft, { ...named, programme, from, to, isErasable, limits, claim });
        if ('rejected' in held) return { answer: held, appends: [] };
        countTransfer(draft, { transfer }, giving);
        countMove(draft, counted);
        return { answer: { ...held, now: draft.now, repeated: false }, appends: draft.appends() };
      }
      const by = { transfer, actor, ...(reason === undefined ? {} : { reason }), now: draft.now };
      const out = transferOut(
        {
          ...by,
          member: from.member,
          account: from.account,
          to: to.account,
          occurredAt: draft.now,
          points: [{ wallet, points }],
        },
        draft.state(accountStream, accountStreamId(from.account)).state,
      );
      if (!out.accepted) return { answer: reject({ reason: 'ledger_refused', by: out.rejection }), appends: [] };
      const left = eventOf(out.events, 'PointsTransferredOut');
      const { occurredAt } = left;
      const slices = givenAway(left, { from: from.account, member: to.member });
      const came = transferIn(
        { ...by, member: to.member, account: to.account, from: from.account, occurredAt, slices },
        draft.state(accountStream, accountStreamId(to.account)).state,
      );
      if (!came.accepted) return { answer: reject({ reason: 'ledger_refused', by: came.rejection }), appends: [] };
      const arrived = eventOf(came.events, 'PointsTransferredIn');
      const claims = [
        { ...key, fingerprint: asked.fingerprint },
        { ...transferKey(transfer), fingerprint: asked.fingerprint },
      ];
      book(draft, from.account, { events: out.events, at: left, claims });
      book(draft, to.account, {
        events: came.events,
        at: arrived,
        claims: [{ ...transferKey(transfer, 'in'), fingerprint: asked.fingerprint }],
      });
      countTransfer(draft, left, giving);
      countMove(draft, counted);
      const answer = { out: left, came: arrived, from: from.account, to: to.account, repeated: false };
      return { answer, appends: draft.appends() };
    },
  };
  const answer = dryRun ? await store.preview(command) : (await store.execute(command)).answer;
  return 'first' in answer ? firstAnswer(answer, ports) : answer;
}

interface Repeat {
  readonly first: string;
  readonly version: number;
}

const otherContent = (stream: string) =>
  reject({ reason: 'already_used_with_other_content', first: toId('acc', stream), differs: [] });

async function firstAnswer(
  { first, version }: Repeat,
  { store, clock }: TransferPorts,
): Promise<TransferAnswer | HeldAnswer> {
  const asked = await readTransfer(store, { stream: first, version }, 'PointsTransferredOut', 'PointsHeld');
  if (asked.type === 'PointsTransferredOut') return givenAnswer(asked.transfer, store);
  const review = await heldGift(asked.hold, { store });
  if (!review) throw new Error(`${asked.hold} is held and in no review`);
  // Who had become one gave nothing away: what was let through is free where it was.
  const isGiven = review.closed?.type === 'ReviewReleased' && (await store.find(transferKey(asked.hold)));
  if (isGiven) return { ...(await givenAnswer(asked.hold, store)), review };
  return { held: asked, review, now: clock.now(), repeated: true };
}

async function givenAnswer(transfer: string, store: EventStore): Promise<TransferAnswer> {
  const [gone, arrived] = await Promise.all([
    store.find(transferKey(transfer)),
    store.find(transferKey(transfer, 'in')),
  ]);
  if (!gone || !arrived) throw new Error(`${transfer} has half of its claims`);
  const [out, came] = await Promise.all([
    readTransfer(store, gone, 'PointsTransferredOut'),
    readTransfer(store, arrived, 'PointsTransferredIn'),
  ]);
  return { out, came, from: toId('acc', gone.stream), to: toId('acc', arrived.stream), repeated: true };
}

type Half = 'PointsTransferredOut' | 'PointsTransferredIn' | 'PointsHeld';
type EventOf<Type extends Half> = Extract<LedgerEvent, { type: Type }>;

/** What had fallen due was booked in the same commit before it, so a claim may lead a few events too early. */
export async function readTransfer<Type extends Half>(
  store: EventStore,
  { stream, version }: { readonly stream: string; readonly version: number },
  ...types: readonly Type[]
): Promise<EventOf<Type>> {
  for (let after = version - 1; ;) {
    const page = await store.readStream(stream, after);
    for (const recorded of page) {
      const event = accountStream.decode(recorded);
      if (types.some((type) => event.type === type)) return event as EventOf<Type>;
      after = recorded.version;
    }
    if (page.length === 0) throw new Error(`the claim of a transfer leads to none in ${stream}`);
  }
}

export function eventOf<Type extends Half>(events: readonly LedgerEvent[], type: Type): EventOf<Type> {
  const event = events.find((each) => each.type === type);
  if (!event) throw new Error(`the ledger transferred points without ${type}`);
  return event as EventOf<Type>;
}

interface Booking {
  readonly events: readonly LedgerEvent[];
  /** The event that the claims lead to. */
  readonly at: LedgerEvent;
  readonly claims: readonly { kind: string; scope: string; key: string; fingerprint: string }[];
}

export function book(draft: Draft, account: string, { events, at, claims }: Booking): void {
  for (const event of events) {
    const { occurredAt } = event;
    draft.append(accountStream, accountStreamId(account), { event, occurredAt, claims: event === at ? claims : [] });
  }
}

import type { Command, EventStore } from '@loyalty/event-store';
import {
  accountStream,
  type LedgerEvent,
  type PointsTransferredIn,
  type PointsTransferredOut,
  transferIn,
  transferOut,
} from '@loyalty/ledger';
import { newUuid, toId } from '@loyalty/service-host/values';
import { idempotencyKey, transferKey } from '../domain/claims.js';
import { givenAway } from '../domain/gift.js';
import { reject, type Rejected } from '../domain/rejections.js';
import { accountStreamId } from './account-book.js';
import { Draft } from './draft.js';
import { giftTooOften, giverChanges } from './gift-velocity.js';
import { countMove } from './count-move.js';
import type { AccrualPorts } from './ports.js';
import { countTransfer, transferRefused } from './transfer-limits.js';
import { ownerNow } from './where-now.js';

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
  readonly repeated: boolean;
}

export type TransferPorts = Pick<AccrualPorts, 'store' | 'accounts' | 'contactChanges' | 'programmes' | 'clock'>;

/** A gift: the soonest to expire go, with their expiry, and are the receiver's from then on. */
export async function transferPoints(
  asked: TransferPoints,
  ports: TransferPorts,
  { dryRun = false } = {},
): Promise<TransferAnswer | Rejected> {
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

  const contactChanges = await giverChanges({ member: giver.member, programme }, ports);
  const key = idempotencyKey(giver.programme, 'transfer', asked.idempotencyKey);
  const transfer = toId('trf', newUuid());
  const command: Command<TransferAnswer | Repeat | Rejected> = {
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
      const draft = new Draft(view);
      const from = ownerNow(draft, { member: giver.member, account: asked.from });
      const to = ownerNow(draft, { member: receiver.member, account: asked.to });
      const { actor, reason, wallet, points } = asked;
      const giving = { giver: from, programme, wallet, points, at: draft.now, contactChanges };
      const refusal = transferRefused(draft, giving) ?? giftTooOften(draft, giving);
      if (refusal) return { answer: reject(refusal), appends: [] };
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
      const given = [{ wallet, points }];
      countMove(draft, { programme, on: 'gifts', owner: from, points: given, counted: transfer, contactChanges });
      const answer = { out: left, came: arrived, from: from.account, to: to.account, repeated: false };
      return { answer, appends: draft.appends() };
    },
  };
  const answer = dryRun ? await store.preview(command) : (await store.execute(command)).answer;
  return 'first' in answer ? firstAnswer(store, answer) : answer;
}

interface Repeat {
  readonly first: string;
  readonly version: number;
}

const otherContent = (stream: string) =>
  reject({ reason: 'already_used_with_other_content', first: toId('acc', stream), differs: [] });

async function firstAnswer(store: EventStore, { first, version }: Repeat): Promise<TransferAnswer> {
  const out = await readTransfer(store, { stream: first, version }, 'PointsTransferredOut');
  const place = await store.find(transferKey(out.transfer, 'in'));
  if (!place) throw new Error(`${out.transfer} left ${first} and never arrived`);
  const came = await readTransfer(store, place, 'PointsTransferredIn');
  return { out, came, from: toId('acc', first), to: toId('acc', place.stream), repeated: true };
}

type Half = 'PointsTransferredOut' | 'PointsTransferredIn';
type EventOf<Type extends Half> = Extract<LedgerEvent, { type: Type }>;

/** What had fallen due was booked in the same commit before it, so a claim may lead a few events too early. */
export async function readTransfer<Type extends Half>(
  store: EventStore,
  { stream, version }: { readonly stream: string; readonly version: number },
  type: Type,
): Promise<EventOf<Type>> {
  for (let after = version - 1; ;) {
    const page = await store.readStream(stream, after);
    for (const recorded of page) {
      const event = accountStream.decode(recorded);
      if (event.type === type) return event as EventOf<Type>;
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

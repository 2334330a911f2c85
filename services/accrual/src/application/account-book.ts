import type { BalanceAfter, LotPoints, PurchaseLot, TakenBack } from '@loyalty/contracts';
import {
  accountStream,
  earn,
  release,
  reverse,
  type Account,
  type Decision,
  type LedgerEvent,
  type MadePoints,
  type NewLot,
  type Release,
  type Slice,
} from '@loyalty/ledger';
import { releaseTerms, type Programme } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import type { Owner } from '../domain/purchase-state.js';
import { reject, type Rejected } from '../domain/rejections.js';
import type { Draft } from './draft.js';

const STREAMS_REMEMBERED_MAX = 10_000;
const streams = new Map<string, string>();

/** The stream of an account that enrollment has named. Every purchase asks several times, so the last ones are kept. */
export function accountStreamId(account: string): string {
  const known = streams.get(account);
  if (known !== undefined) return known;
  const stream = fromId('acc', account);
  if (stream === undefined) throw new Error(`'${account}' is no id of an account`);
  if (streams.size >= STREAMS_REMEMBERED_MAX) streams.clear();
  streams.set(account, stream);
  return stream;
}

/** The ledger's verbs, as the steps of a draft use them. */
export interface Earning {
  readonly owner: Owner;
  readonly purchase?: string;
  /** Where it was no purchase: what it was. */
  readonly reason?: string;
  /** `act_…`, of an action. */
  readonly report?: string;
  readonly occurredAt: number;
  readonly lots: readonly PurchaseLot[];
}

export function earnPoints(draft: Draft, { owner, lots, ...cause }: Earning): Rejected | undefined {
  const issued = lots.map(toNewLot);
  const { member } = owner;
  const decided = decide(draft, owner, (account) => earn({ member, ...cause, now: draft.now, lots: issued }, account));
  return 'rejected' in decided ? decided : undefined;
}

/** Field by field: leaving `lines` out of a copy of the rest costs more than the decision. */
function toNewLot({ id, wallet, points, availableAt, expiresAt, awaits, partner }: PurchaseLot): NewLot {
  const lot = { lot: id, wallet, points, availableAt, expiresAt };
  if (awaits === undefined && partner === undefined) return lot;
  return { ...lot, ...(awaits && { awaits }), ...(partner !== undefined && { partner }) };
}

export interface Releasing {
  readonly owner: Owner;
  readonly action: string;
  /** `act_…`: who says that it has happened. */
  readonly report: string;
  readonly occurredAt: number;
  readonly waiting: readonly { readonly lot: string; readonly expiresAfter: string | null }[];
}

/** Lots that have waited for an action become available, by the rules that they froze. What is gone or was released stays so. */
export function releasePoints(
  draft: Draft,
  { owner, action, report, occurredAt, waiting }: Releasing,
): readonly LotPoints[] | Rejected {
  const terms = waiting.map(({ lot, expiresAfter }) => ({ lot, ...releaseTerms(expiresAfter, occurredAt) }));
  return releaseHeld(draft, { owner, action, report, occurredAt, waiting: terms });
}

interface HeldLots extends Omit<Releasing, 'waiting' | 'report'> {
  /** Where an action has released them, and no person. */
  readonly report?: string;
  readonly waiting: readonly Pick<Release, 'lot' | 'availableAt' | 'expiresAt'>[];
}

/** With both instants of each, as the release fixes them. */
export function releaseHeld(
  draft: Draft,
  { owner, action, report, occurredAt, waiting }: HeldLots,
): readonly LotPoints[] | Rejected {
  const released: LotPoints[] = [];
  const cause = { action, occurredAt, ...(report !== undefined && { report }) };
  for (const { lot, ...terms } of waiting) {
    const decided = decide(draft, owner, (account) => release({ ...cause, lot, now: draft.now, ...terms }, account));
    if (!('rejected' in decided)) released.push(...decided.flatMap((event) => releasedBy(event, lot)));
    else if (!isOver(decided)) return decided;
  }
  return released;
}

function releasedBy(event: LedgerEvent, lot: string): readonly LotPoints[] {
  if (event.type !== 'LotReleased') return [];
  return event.slices.filter((slice) => slice.lot === lot).map(({ points }) => ({ lot, points }));
}

/** Taken back, or released by an earlier report. */
function isOver({ rejection }: Rejected): boolean {
  if (rejection.reason !== 'ledger_refused') return false;
  const { reason } = rejection.by;
  return reason === 'lot_not_found' || reason === 'lot_awaits_nothing';
}

export interface TakingBack {
  readonly owner: Owner;
  readonly purchase: string;
  readonly return?: string;
  readonly occurredAt: number;
  readonly policy: Programme['clawBack'];
  /** Where a person took it back. */
  readonly actor?: string;
  readonly reason?: string;
  readonly made: readonly MadePoints[];
}

/** What really moved, and what should have and could not. */
export function takeBackPoints(draft: Draft, taking: TakingBack): readonly TakenBack[] | Rejected {
  const { owner, made, ...command } = taking;
  const carried = made.filter(({ points }) => points > 0n);
  if (carried.length === 0) return [];

  const decided = decide(draft, owner, (account) =>
    reverse({ member: owner.member, now: draft.now, made: carried, ...command }, account),
  );
  if ('rejected' in decided) return decided;
  const byWallet = new Map<string, TakenBack>();
  for (const { wallet } of carried) byWallet.set(wallet, { wallet, points: 0n, shortfall: 0n });
  for (const event of decided) {
    if (event.type !== 'PointsReversed') continue;
    for (const { wallet, available, pending, shortfall } of event.changes) {
      byWallet.set(wallet, { wallet, points: -(available + pending), shortfall });
    }
  }
  return [...byWallet.values()];
}

/** Points that had been spent, in their lots again. */
export function refundPoints(
  draft: Draft,
  account: string,
  verb: (account: Account) => Decision,
): readonly Slice[] | Rejected {
  const decided = decide(draft, { account }, verb);
  if ('rejected' in decided) return decided;
  return decided.flatMap((event) => (event.type === 'PointsRefunded' ? event.slices : []));
}

export interface Standing {
  readonly version: number;
  readonly balances: readonly BalanceAfter[];
}

/** All wallets of the programme, in its order, and those that the account has besides. */
export function standingOf(draft: Draft, account: string, programme: Programme): Standing {
  const { version, state } = draft.state(accountStream, accountStreamId(account));
  const balances: BalanceAfter[] = [];
  for (const wallet of programme.wallets.keys()) {
    const held = state.wallets.find((one) => one.wallet === wallet);
    balances.push(held ? balanceOf(held) : emptyBalance(wallet));
  }
  for (const one of state.wallets) if (!programme.wallets.has(one.wallet)) balances.push(balanceOf(one));
  return { version, balances };
}

const emptyBalance = (wallet: string): BalanceAfter => ({
  wallet,
  available: 0n,
  held: 0n,
  pending: 0n,
  shortfall: 0n,
});

function balanceOf({ wallet, inLots, owed, held, pending, shortfall }: Account['wallets'][number]): BalanceAfter {
  return { wallet, available: inLots - owed, held, pending, shortfall };
}

/** Appends what the ledger decides; its refusals keep their reason and their numbers. */
function decide(
  draft: Draft,
  { account }: Pick<Owner, 'account'>,
  verb: (account: Account) => Decision,
): readonly LedgerEvent[] | Rejected {
  const stream = accountStreamId(account);
  const decision = verb(draft.state(accountStream, stream).state);
  if (!decision.accepted) return reject({ reason: 'ledger_refused', by: decision.rejection });
  for (const event of decision.events) draft.append(accountStream, stream, { event, occurredAt: event.occurredAt });
  return decision.events;
}

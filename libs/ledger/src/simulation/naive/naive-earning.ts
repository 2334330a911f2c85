import type { AdjustDown, AdjustUp } from '../../adjust.js';
import type { Earn, NewLot } from '../../earn.js';
import type { Release } from '../../release.js';
import type { TransferIn, TransferOut } from '../../transfer.js';
import { type NaiveAccount, type NaivePart, burnOrdered } from './naive-account.js';
import { type NaiveAnswer, done, nothing, refuse } from './naive-answer.js';
import { byWallet, credit, dateOf, owe, record, take, total } from './naive-moves.js';
import { settle } from './naive-settle.js';
import { insufficient, spend } from './naive-spending.js';

export function earn(command: Earn, account: NaiveAccount): NaiveAnswer {
  const wrong = whyNot(command.lots, account);
  if (wrong) return wrong;
  settle(account, command.now);
  const { member, occurredAt } = command;
  issue(account, { lots: command.lots.filter((lot) => lot.points > 0n), member, occurredAt });
  return done;
}

function whyNot(lots: readonly NewLot[], account: NaiveAccount): NaiveAnswer | undefined {
  const seen = new Set([...account.lots, ...account.pending].map(({ lot }) => lot));
  for (const { lot, points, availableAt, expiresAt } of lots) {
    if (points < 0n) return refuse('points_not_positive', { points });
    if (seen.has(lot)) return refuse('lot_already_issued', { lot });
    if (expiresAt !== null && (availableAt === null || expiresAt <= availableAt)) {
      return refuse('lot_expires_before_available', { lot, expiresAt });
    }
    seen.add(lot);
  }
  return undefined;
}

interface Issue {
  readonly lots: readonly NewLot[];
  readonly member: string;
  readonly occurredAt: number;
}

function issue(account: NaiveAccount, { lots, member, occurredAt }: Issue): void {
  const available: NaivePart[] = [];
  for (const { availableAt, awaits, ...terms } of lots) {
    const part = { ...terms, member, earnedAt: occurredAt, creditedAt: occurredAt };
    if (availableAt !== null && availableAt <= occurredAt) {
      available.push(part);
      continue;
    }
    account.pending.push({ ...part, availableAt, ...(awaits ? { action: awaits.action } : {}) });
    record(account, { at: occurredAt, wallet: part.wallet, book: 'pending', points: part.points });
  }
  credit(account, available, occurredAt);
}

export function release(command: Release, account: NaiveAccount): NaiveAnswer {
  settle(account, command.now);
  const { lot: id, action, availableAt, expiresAt } = command;
  const lot = account.pending.find((each) => each.lot === id);
  if (!lot) {
    const [there] = burnOrdered(account.lots.filter((each) => each.lot === id));
    if (!there) return refuse('lot_not_found', { lot: id });
    return there.expiresAt === expiresAt ? nothing : refuse('lot_awaits_nothing', { lot: id });
  }
  if (lot.availableAt === availableAt && lot.expiresAt === expiresAt) return nothing;
  if (lot.availableAt !== null || lot.action !== action) return refuse('lot_awaits_nothing', { lot: id });
  if (expiresAt !== null && expiresAt <= availableAt) return refuse('lot_expires_before_available', { expiresAt });

  const at = Math.max(command.occurredAt, lot.creditedAt);
  account.pending = account.pending.filter((each) => each !== lot);
  const { availableAt: _availableAt, action: _action, ...part } = lot;
  if (availableAt > at) {
    account.pending.push({ ...part, expiresAt, creditedAt: at, availableAt });
    return done;
  }
  record(account, { at, wallet: lot.wallet, book: 'pending', points: -lot.points });
  credit(account, [{ ...part, expiresAt }], at);
  return done;
}

export function adjust(command: AdjustUp | AdjustDown, account: NaiveAccount): NaiveAnswer {
  const { member, occurredAt, now } = command;
  if ('up' in command) {
    if (command.up.points <= 0n) return refuse('points_not_positive', { points: command.up.points });
    const wrong = whyNot([command.up], account);
    if (wrong) return wrong;
    settle(account, now);
    issue(account, { lots: [command.up], member, occurredAt });
    return done;
  }
  const { wallet, points } = command.down;
  if (points <= 0n) return refuse('points_not_positive', { points });
  settle(account, now);
  const lots = account.lots.filter((lot) => lot.wallet === wallet);
  if (total(lots) < points && !command.allowNegative) return insufficient(account, command.down);
  const taken = take(account, points, (lot) => lot.wallet === wallet);
  record(account, { at: dateOf(occurredAt, taken), wallet, book: 'available', points: -points });
  owe(account, { wallet, points: points - total(taken) });
  return done;
}

export function transferOut(command: TransferOut, account: NaiveAccount): NaiveAnswer {
  if (command.account === command.to) return refuse('transfer_to_itself', { transfer: command.transfer });
  settle(account, command.now);
  const taken = spend(account, command.points);
  if (!Array.isArray(taken)) return taken;
  const at = dateOf(command.occurredAt, taken);
  for (const { wallet, points } of byWallet(taken)) record(account, { at, wallet, book: 'available', points: -points });
  return done;
}

export function transferIn(command: TransferIn, account: NaiveAccount): NaiveAnswer {
  if (command.account === command.from) return refuse('transfer_to_itself', { transfer: command.transfer });
  settle(account, command.now);
  const parts = command.slices.map(({ origin, ...terms }) => {
    const from = origin ?? { account: command.from, lot: terms.lot, member: terms.member };
    const isHome = from.account === command.account && from.lot === terms.lot;
    return { ...terms, ...(isHome ? {} : { origin: from }), creditedAt: command.occurredAt };
  });
  credit(account, parts, command.occurredAt);
  return done;
}

import type { Burn } from '../../burn.js';
import type { Capture } from '../../capture.js';
import type { Hold } from '../../hold.js';
import type { Lapse } from '../../lapse.js';
import type { Refund } from '../../refund.js';
import type { TransferHeld } from '../../transfer-held.js';
import type { VoidHold } from '../../void-hold.js';
import { type NaiveAccount, type NaivePart, type NaiveSum, naiveBalance, smaller, sumOf } from './naive-account.js';
import { type NaiveAnswer, done, nothing, refuse } from './naive-answer.js';
import { byWallet, credit, dateOf, giveFree, record, take } from './naive-moves.js';
import { settle } from './naive-settle.js';

/** In burn order, all or nothing. */
export function spend(account: NaiveAccount, asked: readonly NaiveSum[]): NaivePart[] | NaiveAnswer {
  if (asked.length === 0) return refuse('no_points_named');
  const spent: NaivePart[] = [];
  for (const { wallet, points } of byWallet(asked)) {
    if (points <= 0n) return refuse('points_not_positive', { points });
    if (sumOf(account.lots, wallet) < points) return insufficient(account, { wallet, points });
    spent.push(...take(account, points, (lot) => lot.wallet === wallet));
  }
  return spent;
}

export function insufficient(account: NaiveAccount, { wallet, points }: NaiveSum): NaiveAnswer {
  const { available } = naiveBalance(account, wallet);
  return refuse('insufficient_points', { wallet, available, needed: points });
}

export function burn(command: Burn, account: NaiveAccount): NaiveAnswer {
  settle(account, command.now);
  const spent = spend(account, command.points);
  if (!Array.isArray(spent)) return spent;
  const at = dateOf(command.occurredAt, spent);
  for (const { wallet, points } of spent) record(account, { at, wallet, book: 'available', points: -points });
  return done;
}

export function hold(command: Hold, account: NaiveAccount): NaiveAnswer {
  const known = account.holds.find((each) => each.hold === command.hold);
  if (known) {
    const isSame = known.lapsesAt === command.lapsesAt && areSame(known.asked, command.points);
    return isSame ? nothing : refuse('already_used_with_other_content', { hold: command.hold });
  }
  if (command.lapsesAt <= command.now) return refuse('hold_lapses_at_once', { lapsesAt: command.lapsesAt });

  settle(account, command.now);
  const parts = spend(account, command.points);
  if (!Array.isArray(parts)) return parts;
  const heldAt = dateOf(command.occurredAt, parts);
  for (const { wallet, points } of parts) {
    record(account, { at: heldAt, wallet, book: 'available', points: -points });
    record(account, { at: heldAt, wallet, book: 'held', points });
  }
  const { hold: id, lapsesAt } = command;
  const { member, redemption } = command;
  const named = { member, ...(redemption === undefined ? {} : { redemption }) };
  const terms = { hold: id, ...named, lapsesAt, heldAt, order: (account.order += 1), asked: byWallet(command.points) };
  account.holds.push({ ...terms, parts, captured: [], status: 'open' });
  return done;
}

export function capture(command: Capture, account: NaiveAccount): NaiveAnswer {
  const before = account.holds.find((each) => each.hold === command.hold);
  if (before?.status === 'captured') {
    const isSame = areSame(command.points ?? before.asked, before.captured);
    return isSame ? nothing : refuse('already_used_with_other_content', { hold: command.hold });
  }
  settle(account, command.now);
  const held = account.holds.find((each) => each.hold === command.hold);
  if (!held) return refuse('hold_not_found', { hold: command.hold });
  if (held.status === 'voided' || held.status === 'lapsed') return refuse(`hold_${held.status}`, { hold: held.hold });
  const asked = byWallet(command.points ?? held.asked);
  for (const { wallet, points } of asked) {
    if (points <= 0n) return refuse('points_not_positive', { points });
    const most = sumOf(held.asked, wallet);
    if (points > most) return refuse('more_than_held', { wallet, held: most, needed: points });
  }

  const at = Math.max(command.occurredAt, held.heldAt);
  const left: NaivePart[] = [];
  const missing = asked.map((each) => ({ ...each }));
  for (const part of held.parts) {
    const want = missing.find((each) => each.wallet === part.wallet) ?? { wallet: part.wallet, points: 0n };
    const spent = smaller(want.points, part.points);
    want.points -= spent;
    record(account, { at, wallet: part.wallet, book: 'held', points: -spent });
    if (part.points > spent) left.push({ ...part, points: part.points - spent });
  }
  held.status = 'captured';
  held.captured = asked;
  giveFree(account, { hold: held, parts: left, at });
  return done;
}

export function voidHold(command: VoidHold, account: NaiveAccount): NaiveAnswer {
  const before = account.holds.find((each) => each.hold === command.hold);
  if (before?.status === 'voided' || before?.status === 'lapsed') return nothing;
  settle(account, command.now);
  const held = account.holds.find((each) => each.hold === command.hold);
  if (!held) return refuse('hold_not_found', { hold: command.hold });
  if (held.status === 'captured') return refuse('hold_captured', { hold: command.hold });
  if (held.status === 'open') {
    held.status = 'voided';
    giveFree(account, { hold: held, parts: held.parts, at: Math.max(command.occurredAt, held.heldAt) });
  }
  return done;
}

/** Part by part as it was set aside. */
export function transferHeld(command: TransferHeld, account: NaiveAccount): NaiveAnswer {
  if (command.account === command.to) return refuse('transfer_to_itself', { transfer: command.transfer });
  settle(account, command.now);
  const held = account.holds.find((each) => each.hold === command.hold);
  if (!held) return refuse('hold_not_found', { hold: command.hold });
  if (held.status !== 'open') return refuse(`hold_${held.status}`, { hold: held.hold });
  const at = Math.max(command.occurredAt, held.heldAt);
  for (const { wallet, points } of held.parts) record(account, { at, wallet, book: 'held', points: -points });
  held.status = 'captured';
  held.captured = held.asked;
  return done;
}

export function lapse(command: Lapse, account: NaiveAccount): NaiveAnswer {
  const held = account.holds.find((each) => each.hold === command.hold);
  if (!held) return refuse('hold_not_found', { hold: command.hold });
  if (held.status !== 'open') return nothing;
  if (command.now < held.lapsesAt) return refuse('hold_still_open', { lapsesAt: held.lapsesAt });
  return done;
}

export function refund(command: Refund, account: NaiveAccount): NaiveAnswer {
  const wrong = command.slices.find((slice) => slice.points <= 0n);
  if (wrong) return refuse('points_not_positive', { points: wrong.points });
  settle(account, command.now);
  const at = Math.max(command.occurredAt, command.burnedAt);
  const back = command.slices.map((slice) => {
    const isOver = slice.expiresAt !== null && slice.expiresAt <= command.now;
    return { ...slice, expiresAt: isOver ? command.graceEndsAt : slice.expiresAt, creditedAt: at };
  });
  credit(account, back, at);
  return done;
}

function areSame(one: readonly NaiveSum[], other: readonly NaiveSum[]): boolean {
  const [left, right] = [byWallet(one), byWallet(other)];
  return left.length === right.length && left.every(({ wallet, points }) => sumOf(right, wallet) === points);
}

import { type NaiveAccount, burnOrdered, compare, measure } from './naive-account.js';
import { credit, giveFree, record } from './naive-moves.js';

/** Books what fell due, one instant after the other: what matures comes first, then what lapses, then what expires. */
export function settle(account: NaiveAccount, now: number): void {
  for (let at = nextDue(account); at !== null && at <= now; at = nextDue(account)) {
    if (!mature(account, at) && !lapse(account, at)) expire(account, at);
    measure(account);
  }
}

export function nextDue(account: NaiveAccount): number | null {
  let due = Infinity;
  for (const { availableAt } of account.pending) due = Math.min(due, availableAt ?? Infinity);
  for (const { status, lapsesAt } of account.holds) if (status === 'open') due = Math.min(due, lapsesAt);
  for (const { expiresAt } of account.lots) due = Math.min(due, expiresAt ?? Infinity);
  return due === Infinity ? null : due;
}

/** One event names one Member and one date: Lots in order of their ids, as long as both are the same. */
function mature(account: NaiveAccount, at: number): boolean {
  const due = account.pending.filter((lot) => lot.availableAt === at).sort((one, other) => compare(one.lot, other.lot));
  const [first] = due;
  if (!first) return false;
  const date = Math.max(at, first.creditedAt);
  const after = due.findIndex((lot) => lot.member !== first.member || Math.max(at, lot.creditedAt) !== date);
  const maturing = after === -1 ? due : due.slice(0, after);
  account.pending = account.pending.filter((lot) => !maturing.includes(lot));
  for (const { wallet, points } of maturing) record(account, { at: date, wallet, book: 'pending', points: -points });
  credit(
    account,
    maturing.map(({ availableAt: _availableAt, action: _action, ...part }) => part),
    date,
  );
  return true;
}

function lapse(account: NaiveAccount, at: number): boolean {
  const due = account.holds.filter((hold) => hold.status === 'open' && hold.lapsesAt === at);
  const [hold] = due.sort((one, other) => compare(one.hold, other.hold));
  if (!hold) return false;
  hold.status = 'lapsed';
  giveFree(account, { hold, parts: hold.parts, at: Math.max(at, hold.heldAt) });
  return true;
}

function expire(account: NaiveAccount, at: number): void {
  for (const { lot, wallet, points, creditedAt, member } of burnOrdered(
    account.lots.filter((each) => each.expiresAt === at),
  )) {
    record(account, { at: Math.max(at, creditedAt), wallet, book: 'available', points: -points });
    const lost = account.lost.find((each) => each.lot === lot);
    if (lost) lost.points += points;
    else account.lost.push({ lot, points, member });
  }
  account.lots = account.lots.filter((lot) => lot.expiresAt !== at);
}

import type { MoveIn, MoveOut } from '../../move.js';
import { type NaiveAccount, type NaivePart, compare, sumOf } from './naive-account.js';
import { type NaiveAnswer, done, refuse } from './naive-answer.js';
import { credit, dateOf, owe, record, take, total } from './naive-moves.js';
import { settle } from './naive-settle.js';

export function moveOut(command: MoveOut, account: NaiveAccount): NaiveAnswer {
  const { members, whole, to } = command;
  if (command.account === to) return refuse('transfer_to_itself', { transfer: command.move });
  const away = account.leads.find(({ member }) => member === null);
  if (away) return refuse('account_moved_away', { to: away.to });
  settle(account, command.now);
  const goes = (part: { member: string }) => whole || members.includes(part.member);
  const open = account.holds.filter(({ status }) => status === 'open');
  if (!whole && open.some(({ parts }) => parts.some(goes))) return refuse('lots_held');

  const lots = account.lots.filter(goes);
  const pending = account.pending.filter(goes);
  const holds = whole ? open : [];
  const held = holds.flatMap(({ parts }) => parts);
  const at = Math.max(dateOf(command.occurredAt, [...lots, ...pending]), ...holds.map(({ heldAt }) => heldAt));
  const leave = (parts: readonly NaivePart[], book: 'available' | 'pending' | 'held') => {
    for (const { wallet, points } of parts) record(account, { at, wallet, book, points: -points });
  };
  leave(lots, 'available');
  leave(pending, 'pending');
  leave(held, 'held');
  account.lots = account.lots.filter((lot) => !lots.includes(lot));
  account.pending = account.pending.filter((lot) => !pending.includes(lot));
  account.holds = account.holds.filter((hold) => !holds.includes(hold));
  account.lost = account.lost.filter((lost) => !goes(lost));
  if (whole) {
    for (const { wallet, points } of account.owed) record(account, { at, wallet, book: 'available', points });
    for (const { wallet, points } of account.shortfalls) {
      record(account, { at, wallet, book: 'shortfall', points: -points });
    }
    account.owed = [];
    account.shortfalls = [];
  }
  account.leads = account.leads.filter(({ member }) => (whole ? true : !members.includes(member ?? '')));
  for (const member of whole ? [null] : members) account.leads.push({ member, to });
  return done;
}

export function moveIn({ account: id, from, out, now }: MoveIn, account: NaiveAccount): NaiveAnswer {
  const away = account.leads.find(({ member }) => member === null);
  if (away && out.whole) return refuse('account_moved_away', { to: away.to });
  settle(account, now);
  const at = out.occurredAt;
  const come = <Part extends Omit<NaivePart, 'creditedAt'>>({ origin, ...terms }: Part) => {
    const made = origin ?? { account: from, lot: terms.lot, member: terms.member };
    const isHome = made.account === id && made.lot === terms.lot;
    return { ...terms, ...(isHome ? {} : { origin: made }), creditedAt: at };
  };
  // The debts of both first, so that what is there and what comes pays them together.
  for (const { wallet, points } of out.owed) {
    record(account, { at, wallet, book: 'available', points: -points });
    owe(account, { wallet, points });
  }
  credit(account, out.slices.map(come), at);
  for (const owed of account.owed)
    owed.points -= total(take(account, owed.points, (lot) => lot.wallet === owed.wallet));

  for (const { awaits, ...lot } of out.lots) {
    record(account, { at, wallet: lot.wallet, book: 'pending', points: lot.points });
    account.pending.push({ ...come(lot), ...(awaits ? { action: awaits.action } : {}) });
  }
  moveHoldsIn(account, out, come);
  for (const { wallet, points } of out.shortfall) {
    record(account, { at, wallet, book: 'shortfall', points });
    const payable = sumOf(out.claims, wallet);
    if (points > payable) account.shortfalls.push({ wallet, points: points - payable, order: -1 });
  }
  account.shortfalls.sort((one, other) => compare(one.order, other.order));
  for (const { lot, points, member = '' } of out.expired) {
    const there = account.lost.find((each) => each.lot === lot);
    if (there) there.points += points;
    else account.lost.push({ lot, points, member });
  }
  account.leads = account.leads.filter(
    ({ member, to }) => member !== null && to !== from && !out.members.includes(member),
  );
  return done;
}

/** In the order in which they came, so that each Shortfall is asked for of the holds before it. */
function moveHoldsIn(
  account: NaiveAccount,
  { holds, claims, occurredAt }: MoveIn['out'],
  come: (part: MoveIn['out']['slices'][number]) => NaivePart,
): void {
  for (let count = 0; count <= holds.length; count += 1) {
    const hold = holds[count - 1];
    if (hold) {
      const { slices, ...terms } = hold;
      const parts = slices.map(come);
      for (const { wallet, points } of parts) record(account, { at: occurredAt, wallet, book: 'held', points });
      const asked = [...new Set(parts.map(({ wallet }) => wallet))].map((wallet) => ({
        wallet,
        points: sumOf(parts, wallet),
      }));
      account.holds.push({
        ...terms,
        heldAt: occurredAt,
        parts,
        asked,
        order: (account.order += 1),
        captured: [],
        status: 'open',
      });
    }
    for (const { wallet, points, holdsBefore } of claims) {
      if (holdsBefore === count) account.shortfalls.push({ wallet, points, order: account.order });
    }
  }
}

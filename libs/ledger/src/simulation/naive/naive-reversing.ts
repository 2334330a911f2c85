import type { Reverse } from '../../reverse.js';
import { type NaiveAccount, type NaivePart, smaller } from './naive-account.js';
import { type NaiveAnswer, done, refuse } from './naive-answer.js';
import { byWallet, dateOf, owe, record, take, total } from './naive-moves.js';
import { settle } from './naive-settle.js';

/**
 * Wallet by wallet: what of the units' Lots had expired, what is still pending of them, what is available of them, what
 * else they have available, and then all other Lots.
 */
export function reverse(command: Reverse, account: NaiveAccount): NaiveAnswer {
  const wrong = command.made.find((each) => each.points < 0n);
  if (wrong) return refuse('points_not_positive', { points: wrong.points });
  settle(account, command.now);

  const fromPending: NaivePart[] = [];
  const fromLots: NaivePart[] = [];
  const short: { wallet: string; points: bigint }[] = [];
  for (const { wallet } of byWallet(command.made)) {
    let missing = 0n;
    const ids = [...new Set(command.made.filter((each) => each.wallet === wallet).map((each) => each.lot))];
    for (const lot of ids) {
      let left = total(command.made.filter((each) => each.lot === lot));
      left -= countLost(account, { lot, points: left });
      const pending = takePending(account, { lot, points: left });
      fromPending.push(...pending);
      left -= total(pending);
      if (command.policy === 'only_pending') continue;
      const own = take(account, left, (each) => each.lot === lot);
      fromLots.push(...own);
      missing += left - total(own);
    }
    for (const lot of ids) {
      const more = take(account, missing, (each) => each.lot === lot);
      fromLots.push(...more);
      missing -= total(more);
    }
    const others = take(account, missing, (each) => each.wallet === wallet);
    fromLots.push(...others);
    short.push({ wallet, points: missing - total(others) });
  }

  const at = dateOf(command.occurredAt, [...fromPending, ...fromLots]);
  for (const { wallet, points } of fromPending) record(account, { at, wallet, book: 'pending', points: -points });
  for (const { wallet, points } of fromLots) record(account, { at, wallet, book: 'available', points: -points });
  for (const { wallet, points } of short) {
    if (command.policy === 'unlimited') {
      record(account, { at, wallet, book: 'available', points: -points });
      owe(account, { wallet, points });
    } else if (points > 0n) {
      record(account, { at, wallet, book: 'shortfall', points });
      account.shortfalls.push({ wallet, points, order: (account.order += 1) });
    }
  }
  return done;
}

interface Some {
  readonly lot: string;
  readonly points: bigint;
}

/** Points that expired unspent are not lost a second time. */
function countLost(account: NaiveAccount, { lot, points }: Some): bigint {
  const lost = account.lost.find((each) => each.lot === lot);
  if (!lost) return 0n;
  const counted = smaller(lost.points, points);
  lost.points -= counted;
  account.lost = account.lost.filter((each) => each.points > 0n);
  return counted;
}

function takePending(account: NaiveAccount, { lot, points }: Some): NaivePart[] {
  const pending = account.pending.find((each) => each.lot === lot);
  if (!pending) return [];
  const { availableAt: _availableAt, action: _action, ...part } = pending;
  const taken = { ...part, points: smaller(pending.points, points) };
  pending.points -= taken.points;
  account.pending = account.pending.filter((each) => each.points > 0n);
  return taken.points > 0n ? [taken] : [];
}

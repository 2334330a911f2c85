import { type Account, walletOf } from '../account.js';
import type { Burn } from '../burn.js';
import { type Decision, accept, reject, unchanged, write } from '../decision.js';
import { due } from '../due.js';
import type { Slice } from '../nouns.js';
import { sliceOf } from '../slice.js';
import { entries } from '../tree.js';
import { type Verbs, ledgerVerbs } from './simulate.js';

const { adjust, burn, capture, earn, hold, refund, reverse, transferIn, voidHold } = ledgerVerbs;

/** Wrong decisions, each wrong in one thing only, that a simulator worth its name finds out. */
export const planted: Readonly<Record<string, Partial<Verbs>>> = {
  'burns the last to expire first': { burn: burnBackwards },
  'burns, and tells a balance of one too many': {
    burn(command, account) {
      const decision = burn(command, account);
      if (!decision.accepted) return decision;
      const events = decision.events.map((event) => {
        const balances = event.balances.map((told) => ({ ...told, available: told.available + 1n }));
        return { ...event, balances };
      });
      return { ...decision, events };
    },
  },
  'spends a hold at the very instant at which it lapses': {
    capture: (command, account) => capture({ ...command, now: command.now - 1 }, account),
  },
  'refuses a capture that comes again': {
    capture(command, account) {
      const decision = capture(command, account);
      const isRepeat = decision.accepted && decision.events.length === 0;
      return isRepeat ? reject({ reason: 'hold_not_found', hold: command.hold }) : decision;
    },
  },
  'holds again under the same id': {
    hold: (command, account) => hold({ ...command, hold: `${command.hold} at ${account.version}` }, account),
  },
  'claws back without end where the programme says within_balance': {
    reverse: (command, account) => reverse({ ...command, policy: 'unlimited' }, account),
  },
  'claws matured points back where the programme says only_pending': {
    reverse(command, account) {
      const policy = command.policy === 'only_pending' ? 'within_balance' : command.policy;
      return reverse({ ...command, policy }, account);
    },
  },
  'forgets what else the returned units made': {
    reverse: (command, account) => reverse({ ...command, made: command.made.slice(0, 1) }, account),
  },
  'expires nothing': { expire: (_command, account) => unchanged(account) },
  'gives no grace to a refund': {
    refund: (command, account) => refund({ ...command, graceEndsAt: command.now }, account),
  },
  'refunds to a time before the burn': {
    refund: (command, account) => refund({ ...command, burnedAt: 0 }, account),
  },
  'lets an adjustment make an account negative unasked': {
    adjust: (command, account) => adjust('down' in command ? { ...command, allowNegative: true } : command, account),
  },
  'shortens a lot on its way to another account': {
    transferIn(command, account) {
      const slices = command.slices.map((slice) => ({ ...slice, expiresAt: slice.expiresAt && slice.expiresAt - 1 }));
      return transferIn({ ...command, slices }, account);
    },
  },
  'dates a void by the clock': {
    voidHold: (command, account) => voidHold({ ...command, occurredAt: command.now }, account),
  },
  'issues a point too few': {
    earn(command, account) {
      const lots = command.lots.map((lot) => ({ ...lot, points: lot.points > 100n ? lot.points - 1n : lot.points }));
      return earn({ ...command, lots }, account);
    },
  },
};

function burnBackwards(command: Burn, account: Account): Decision {
  const decision = burn(command, account);
  if (!decision.accepted) return decision;
  const journal = due(command.now, account);
  const slices: Slice[] = [];
  for (const { wallet, points } of command.points) {
    let missing = points;
    for (const lot of entries(walletOf(journal.account, wallet)?.lots).reverse()) {
      const some = lot.points < missing ? lot.points : missing;
      if (some > 0n) slices.push(sliceOf(lot, some));
      missing -= some;
    }
  }
  const { member, occurredAt } = command;
  write(journal, { type: 'PointsBurned', member, occurredAt, slices, released: [], repaid: [] });
  return accept(journal);
}

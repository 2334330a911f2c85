import type { SentPoints } from '../domain/sent-redemption.js';
import { wallets, type World } from './world.js';

export type Verb =
  | 'pay out'
  | 'drive'
  | 'approve'
  | 'refuse'
  | 'authorise'
  | 'capture'
  | 'void'
  | 'refund'
  | 'earn'
  | 'return'
  | 'transfer'
  | 'book due'
  | 'change contact'
  | 'release'
  | 'reject';

/** What was asked, in words, and what was answered. */
export interface Played {
  readonly verb: Verb;
  readonly asked: unknown;
  readonly answer: unknown;
  /** Asks the same again, where that must change nothing. */
  readonly again?: () => Promise<unknown>;
}

/** Mostly what is there, sometimes a little too much. */
export function someOf({ random, sides }: World, on: 0 | 1): SentPoints[] {
  const from = random.chance(15) ? wallets : [random.chance(75) ? wallets[0] : wallets[1]];
  return from.map((wallet) => {
    const found = sides[on].account.wallets.find((each) => each.wallet === wallet);
    const available = Number(found ? found.inLots - found.owed : 0n);
    return { wallet, points: random.whole(1, Math.max(1, random.chance(20) ? available + 20 : available)) };
  });
}

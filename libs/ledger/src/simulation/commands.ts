import type { Account } from '../account.js';
import { type AdjustDown, type AdjustUp, adjust } from '../adjust.js';
import { type Burn, burn } from '../burn.js';
import { type Capture, capture } from '../capture.js';
import type { Decision } from '../decision.js';
import { type Earn, earn } from '../earn.js';
import { type Expire, expire } from '../expire.js';
import { type Hold, hold } from '../hold.js';
import { type Lapse, lapse } from '../lapse.js';
import { type MoveIn, type MoveOut, moveIn, moveOut } from '../move.js';
import { type Refund, refund } from '../refund.js';
import { type Release, release } from '../release.js';
import { type Reverse, reverse } from '../reverse.js';
import { type TransferHeld, transferHeld } from '../transfer-held.js';
import { type TransferIn, type TransferOut, transferIn, transferOut } from '../transfer.js';
import { type VoidHold, voidHold } from '../void-hold.js';

export interface Commands {
  readonly earn: Earn;
  readonly release: Release;
  readonly hold: Hold;
  readonly capture: Capture;
  readonly voidHold: VoidHold;
  readonly lapse: Lapse;
  readonly burn: Burn;
  readonly refund: Refund;
  readonly reverse: Reverse;
  readonly adjust: AdjustUp | AdjustDown;
  readonly transferOut: TransferOut;
  readonly transferHeld: TransferHeld;
  readonly transferIn: TransferIn;
  readonly moveOut: MoveOut;
  readonly moveIn: MoveIn;
  readonly expire: Expire;
}

export type Verb = keyof Commands;

export type Verbs = { readonly [V in Verb]: (command: Commands[V], account: Account) => Decision };

/** A command to one of the two accounts of a history. */
export type Step<V extends Verb = Verb> = {
  [K in V]: { readonly on: 0 | 1; readonly verb: K; readonly command: Commands[K] };
}[V];

/** What is on trial. A spec puts a wrong verb in, to see it found out. */
export const ledgerVerbs: Verbs = {
  earn,
  release,
  hold,
  capture,
  voidHold,
  lapse,
  burn,
  refund,
  reverse,
  adjust,
  transferOut,
  transferHeld,
  transferIn,
  moveOut,
  moveIn,
  expire,
};

export function decide<V extends Verb>({ verb, command }: Step<V>, account: Account, verbs: Verbs): Decision {
  return verbs[verb](command, account);
}

import type { Commands, Step, Verb } from '../commands.js';
import { type NaiveAccount, copyOf, measure } from './naive-account.js';
import { type NaiveAnswer, done, refuse } from './naive-answer.js';
import { adjust, earn, release, transferIn, transferOut } from './naive-earning.js';
import { moveIn, moveOut } from './naive-moving.js';
import { reverse } from './naive-reversing.js';
import { settle } from './naive-settle.js';
import { burn, capture, hold, lapse, refund, transferHeld, voidHold } from './naive-spending.js';

type NaiveVerbs = { readonly [V in Verb]: (command: Commands[V], account: NaiveAccount) => NaiveAnswer };

const verbs: NaiveVerbs = {
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
  expire: () => done,
};

export interface NaiveDecision {
  readonly answer: NaiveAnswer;
  readonly account: NaiveAccount;
}

/** The verbs change what they are given, so they get a copy; what is refused leaves nothing behind. */
export function decideNaively<V extends Verb>({ verb, command }: Step<V>, account: NaiveAccount): NaiveDecision {
  const next = copyOf(account);
  const answer = verbs[verb](command, next);
  if (answer.kind !== 'done') return { answer, account: copyOf(account) };
  measure(next);
  settle(next, command.now);
  if (next.isBeyondMax) return { answer: refuse('too_many_points'), account: copyOf(account) };
  return { answer, account: next };
}

import { counter } from '@loyalty/service-host';
import type { Rejected } from '../../domain/rejections.js';

type Step = 'authorise' | 'capture' | 'void' | 'refund';
type Answer = { readonly repeated: boolean; readonly waiting?: true } | Rejected;

const redemptions = counter('loyalty_redemptions_total', 'Steps of redemptions by outcome', ['step', 'outcome']);
const vouchers = counter('loyalty_vouchers_total', 'What was asked of vouchers by outcome', ['step', 'outcome']);

const verdicts = counter('loyalty_review_verdicts_total', 'Verdicts on reviews by outcome', ['verdict', 'outcome']);

/** `done`, `repeated`, `waiting`, or the reason of a refusal. */
export function countStep(step: Step, answer: Answer): void {
  redemptions.inc({ step, outcome: outcomeOf(answer) });
}

export function countVoucher(step: 'reserve' | 'use' | 'release', answer: Answer): void {
  vouchers.inc({ step, outcome: outcomeOf(answer) });
}

const payouts = counter('loyalty_payout_steps_total', 'What was asked of payouts by outcome', ['step', 'outcome']);
const callbacks = counter('loyalty_payout_callbacks_total', 'What the payment provider sent by itself, by outcome', [
  'outcome',
]);

payouts.inc({ step: 'request', outcome: 'done' }, 0);
callbacks.inc({ outcome: 'received' }, 0);

export function countPayout(step: 'request' | 'approve' | 'refuse', answer: Answer): void {
  payouts.inc({ step, outcome: outcomeOf(answer) });
}

export function countCallback(outcome: 'received' | 'not_signed' | 'stale' | 'payout_not_found'): void {
  callbacks.inc({ outcome });
}

export function countVerdict(verdict: 'release' | 'reject', answer: Answer): void {
  verdicts.inc({ verdict, outcome: outcomeOf(answer) });
}

function outcomeOf(answer: Answer): string {
  if (!('rejected' in answer)) return answer.repeated ? 'repeated' : answer.waiting ? 'waiting' : 'done';
  const { rejection } = answer;
  // Every reason that a reward is not to be had is a word of its own.
  if (rejection.reason === 'reward_unavailable') return rejection.hindrances[0]?.reason ?? rejection.reason;
  return rejection.reason;
}

import { counter } from '@loyalty/service-host';
import type { Rejected } from '../../domain/rejections.js';

type Step = 'authorise' | 'capture' | 'void' | 'refund';

const redemptions = counter('loyalty_redemptions_total', 'Steps of redemptions by outcome', ['step', 'outcome']);

/** `done`, `repeated`, `waiting`, or the reason of a refusal. */
export function countStep(
  step: Step,
  answer: { readonly repeated: boolean; readonly waiting?: true } | Rejected,
): void {
  if ('rejected' in answer) redemptions.inc({ step, outcome: answer.rejection.reason });
  else redemptions.inc({ step, outcome: answer.repeated ? 'repeated' : answer.waiting ? 'waiting' : 'done' });
}

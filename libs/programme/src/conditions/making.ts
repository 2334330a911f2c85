import { evaluateList } from './evaluate-list.js';
import { evaluateText } from './evaluate-text.js';
import { evaluateTruth } from './evaluate-truth.js';
import { atScale, evaluateWhole } from './evaluate-whole.js';
import { scaleOf, type Evaluate, type Making } from './evaluator.js';
import type { Term } from './term.js';

/** Put around the function of every part. The product puts nothing there; a test counts steps with it. */
export type Around = <T>(term: Term, evaluate: Evaluate<T>) => Evaluate<T>;

export function making(around: Around = (_term, evaluate) => evaluate): Making {
  const make: Making = {
    truth: (term) => around(term, evaluateTruth(term, make)),
    whole: (term, scale) => atScale(term, around(term, evaluateWhole(term, make)), scale ?? scaleOf(term)),
    text: (term) => around(term, evaluateText(term, make)),
    list: (term) => around(term, evaluateList(term, make)),
  };
  return make;
}

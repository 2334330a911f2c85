import type { Meaning } from '../document/meaning.js';
import type { StepDocument } from './tests-document.js';

/** What happens in a step: the field that stands in it says which. */
const HAPPENS = { lines: 'purchase', return: 'return', action: 'action', redeems: 'redemption' } as const;

export type StepKind = (typeof HAPPENS)[keyof typeof HAPPENS] | 'look';

const ALWAYS = ['at', 'member', 'tier', 'rewards', 'says', 'segments', 'balances', 'pending', 'shortfall'];
const EARNING = ['earns', 'offers', 'trimmed', 'lots', 'explains'];

const FIELDS: Readonly<Record<StepKind, readonly string[]>> = {
  purchase: [
    ...['lines', 'purchase', 'quoted', 'store', 'channel', 'currency', 'taxIncluded', 'paidWith', 'paused'],
    ...[...EARNING, 'why', 'discounts', 'referral', 'enrols'],
  ],
  return: ['return', 'units', 'takes'],
  action: ['action', 'store', 'about', 'releases', ...EARNING],
  redemption: ['redeems', 'refused'],
  look: [],
};

const IN_WORDS: Readonly<Record<StepKind, string>> = {
  purchase: 'a purchase',
  return: 'a return',
  action: 'an action',
  redemption: 'a redemption',
  look: 'a step in which nothing happens',
};

/** What kind of step this is; fields that say nothing about it are refused. */
export function kindOf(step: StepDocument, pointer: string, meaning: Meaning): StepKind {
  const [happens, other] = Object.keys(step).filter((field) => field in HAPPENS);
  const kind = happens === undefined ? 'look' : HAPPENS[happens as keyof typeof HAPPENS];
  if (other !== undefined) {
    const message = `One thing happens in a step: \`${happens ?? ''}\` and \`${other}\` are two.`;
    const finding = { pointer: `${pointer}/${other}`, expected: 'a step for each', found: other, atField: true };
    meaning.refuse({ ...finding, code: 'contradicting_fields', message });
    return kind;
  }
  for (const field of Object.keys(step)) {
    if (ALWAYS.includes(field) || FIELDS[kind].includes(field)) continue;
    const expected = `one of ${[...FIELDS[kind], ...ALWAYS].join(', ')}`;
    const message = `\`${field}\` says nothing about ${IN_WORDS[kind]}; ${expected} can stand here.`;
    meaning.refuse({
      ...{ pointer: `${pointer}/${field}`, code: 'contradicting_fields', message },
      ...{ expected, found: field, atField: true },
    });
  }
  return kind;
}

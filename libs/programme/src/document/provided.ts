import type { Brought } from '../conditions/index.js';
import type { Finding } from './document-problem.js';
import type { Meaning } from './meaning.js';

/** What of a member an offer may ask for, besides the purchase. */
export type Need = Brought | 'budgets' | 'actions' | 'referral' | 'discounts';

/**
 * What the services bring to an evaluation today. A document that needs more is refused when it is checked: an offer
 * that silently never fired would be noticed by its members first.
 */
export const PROVIDED: ReadonlySet<Need> = new Set<Need>([
  'tiers',
  'segments',
  'birthday',
  'member',
  'wallets',
  'counters',
  'budgets',
  'actions',
  'discounts',
  'referral',
]);

const WORDS: Readonly<Record<Need, string>> = {
  tiers: 'the tier of a member',
  segments: 'the segments of a member',
  birthday: 'the birthday of a member',
  member: 'what is known of a member',
  wallets: 'the balance of a member',
  counters: 'what a member was given before',
  budgets: 'what all members were given before',
  actions: 'what members do besides buying',
  referral: 'who invited whom',
  discounts: 'what a till takes off the price',
};

/** Says that a field needs what nobody brings yet. */
export function refuseUnprovided(meaning: Meaning, at: Pick<Finding, 'pointer' | 'found'>, need: Need): void {
  if (meaning.provided.has(need)) return;
  const message = `This needs ${WORDS[need]}, which is not known when a purchase is evaluated yet.`;
  meaning.refuse({ ...at, code: 'not_provided', message, expected: 'an offer without it', atField: true });
}

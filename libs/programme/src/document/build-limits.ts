import type { Limit, LimitBy } from '../offer.js';
import type { Meaning } from './meaning.js';
import type { CapName, CapsDocument } from './programme-document.js';
import { refuseUnprovided } from './provided.js';

interface Place {
  readonly pointer: string;
  readonly counter: string;
}

const SMALL_TO_LARGE: readonly CapName[] = ['purchase', 'day', 'week', 'month', 'year', 'member'];

const SAID: Readonly<Record<LimitBy, string>> = {
  purchase: 'a purchase',
  day: 'a day',
  week: 'a week',
  month: 'a month',
  year: 'a year',
  member: 'a member',
  budget: 'in all',
};

/** Bounds on points. A longer period that allows less than a shorter one makes the shorter one idle: a slip of the pen. */
export function buildCaps(caps: CapsDocument = {}, place: Place, meaning: Meaning): readonly Limit[] {
  return bounds(caps, place, meaning, 'points');
}

/** Bounds on how often. */
export function buildUses(uses: CapsDocument = {}, place: Place, meaning: Meaning): readonly Limit[] {
  return bounds(uses, { ...place, counter: `uses/${place.counter}` }, meaning, 'uses');
}

export function buildBudget(budget: number | undefined, place: Place, meaning: Meaning): readonly Limit[] {
  if (budget === undefined) return [];
  refuseUnprovided(meaning, { pointer: place.pointer, found: String(budget) }, 'budgets');
  const counter = `budget/${place.counter}`;
  return [{ counter, by: 'budget', of: 'points', max: BigInt(budget), text: `${budget} ${SAID.budget}` }];
}

function bounds(caps: CapsDocument, place: Place, meaning: Meaning, of: Limit['of']): readonly Limit[] {
  const limits: Limit[] = [];
  const shorter: { readonly by: CapName; readonly max: number }[] = [];
  for (const by of SMALL_TO_LARGE) {
    const max = caps[by];
    if (max === undefined) continue;
    const pointer = `${place.pointer}/${by}`;
    if (by !== 'purchase') refuseUnprovided(meaning, { pointer, found: String(max) }, 'counters');
    const idle = shorter.findLast((each) => each.max > max && !isUnevenPair(each.by, by));
    if (idle) {
      const message = `${idle.max} ${SAID[idle.by]} can never be reached where ${max} ${SAID[by]} are all.`;
      const finding = { pointer, message, expected: `at least ${idle.max}`, found: String(max) };
      // Until lately each was compared with the one before it alone.
      const isNew = idle !== shorter.at(-1);
      meaning[isNew ? 'refuseNew' : 'refuse']({ ...finding, code: 'never_more_than_another' });
    }
    shorter.push({ by, max });
    limits.push({ counter: place.counter, by, of, max: BigInt(max), text: said(of, max, by) });
  }
  return limits;
}

/** Weeks do not lie within months: neither bounds the other. */
function isUnevenPair(shorter: CapName, longer: CapName): boolean {
  return shorter === 'week' && (longer === 'month' || longer === 'year');
}

function said(of: Limit['of'], max: number, by: LimitBy): string {
  if (of === 'points') return `${max} ${SAID[by]}`;
  return `${max === 1 ? 'once' : `${max} times`} ${SAID[by]}`;
}

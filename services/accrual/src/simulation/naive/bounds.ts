import type { Findings } from '../findings.js';
import type { Bound } from '../random-bounds.js';
import type { Given } from './history.js';

/**
 * Caps, uses and budgets, added up anew from explanations: of what is wholly kept never more than the bound. What went back
 * in part is left out, so that nothing needs to be known of how it is shared among lines.
 */
export function checkBounds(findings: Findings, given: readonly Given[], bounds: readonly Bound[]): void {
  for (const bound of bounds) {
    const sums = new Map<string, bigint>();
    for (const each of given) {
      if (each.isTouched && bound.by !== 'purchase') continue;
      const window = windowOf(bound.by, each);
      for (const { offer, wallet, points } of each.outcome.explanation) {
        if (wallet !== bound.wallet || (bound.offers && !bound.offers.includes(offer))) continue;
        if (bound.offers === undefined && each.facts === null) continue;
        const counted = bound.counts === 'points' ? points : points > 0n ? 1n : 0n;
        sums.set(window, (sums.get(window) ?? 0n) + counted);
      }
    }
    const name = `${bound.offers?.join('+') ?? bound.wallet}: ${bound.counts} in one ${bound.by}`;
    for (const [window, sum] of sums) findings.atMost(`${name} (${window})`, bound.most, sum);
  }
}

function windowOf(by: Bound['by'], { id, account, occurredAt, store }: Given): string {
  const date = () => localDate(occurredAt, store === 'lisbon' ? 'Europe/Lisbon' : 'Europe/Berlin');
  switch (by) {
    case 'purchase':
      return id;
    case 'day':
      return `${account} ${date()}`;
    case 'month':
      return `${account} ${date().slice(0, 7)}`;
    case 'member':
      return account;
    case 'budget':
      return 'all';
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

export function localDate(at: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) formats.set(timeZone, (format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })));
  return format.format(at);
}

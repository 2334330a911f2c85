import type { VelocityLimitDocument } from './programme-document.js';

interface Contradiction {
  readonly field: 'of' | 'then' | 'members' | 'after';
  readonly message: string;
  readonly expected: string;
  readonly found: string;
}

/** What a limit says that no limit of its kind can mean. */
export function contradictionsOf({ on, of, members, after, then }: VelocityLimitDocument): readonly Contradiction[] {
  const found: Contradiction[] = [];
  if (on === 'gifts' && of === 'till') {
    found.push({ field: 'of', message: 'A gift is given at no till.', expected: 'member', found: of });
  }
  if (on !== 'purchases' && of === 'token') {
    found.push({ field: 'of', message: 'Only purchases are made with tokens.', expected: 'member or till', found: of });
  }
  if (members !== undefined && of !== 'token') {
    const message = 'Different members are counted on one token.';
    found.push({ field: 'members', message, expected: '`of: token` beside it', found: String(members) });
  }
  if (after !== undefined && of !== 'member') {
    found.push({
      field: 'after',
      message: 'Only a member has a contact.',
      expected: '`of: member` beside it',
      found: after,
    });
  }
  if (after !== undefined && on !== 'redemptions' && on !== 'gifts') {
    const message = 'After a change of contact redemptions and gifts are bounded.';
    found.push({ field: 'after', message, expected: '`on: redemptions` or `on: gifts` beside it', found: after });
  }
  if (on === 'returns' && then !== 'report') {
    found.push({ field: 'then', message: 'No limit refuses or holds returns.', expected: 'report', found: then });
  }
  if (on === 'purchases' && then === 'refuse') {
    found.push({ field: 'then', message: 'No limit refuses purchases.', expected: 'review or report', found: then });
  }
  return found;
}

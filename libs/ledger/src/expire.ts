import type { Account } from './account.js';
import type { Decision } from './decision.js';
import { bookDue } from './due.js';
import type { Instant } from './nouns.js';

export interface Expire {
  readonly now: Instant;
}

/** Expires what has run out, and books what matured or lapsed before it: expiry of points that are not there yet cannot be right. */
export function expire(command: Expire, account: Account): Decision {
  return bookDue(command.now, account);
}

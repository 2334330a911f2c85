import { hostProblem } from '../errors/host-problem-codes.js';

export interface Paging {
  /** Absent: all that is left. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
}

/**
 * A page of a list that is short enough to be at hand in whole. It goes on behind the item of that id.
 * @throws Problem `invalid_cursor` where there is none
 */
export function pageOf<Item>(
  all: readonly Item[],
  { limit = all.length, after }: Paging,
  idOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly next: string | null } {
  const begin = after === undefined ? 0 : all.findIndex((item) => idOf(item) === after) + 1;
  if (after !== undefined && begin === 0) throw hostProblem('invalid_cursor');
  const items = all.slice(begin, begin + limit);
  const last = items.at(-1);
  return { items, next: last !== undefined && begin + items.length < all.length ? idOf(last) : null };
}

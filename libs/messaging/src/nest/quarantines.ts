import { decodeCursor, encodeCursor, Problem } from '@loyalty/service-host';
import { Injectable } from '@nestjs/common';
import type { Quarantine } from '../consume/quarantine.js';

export interface ListAsked {
  readonly group?: string;
  readonly limit: number;
  readonly after?: string;
}

export interface Found {
  readonly quarantine: Quarantine;
  /** As the quarantine itself numbers it. */
  readonly id: string;
}

type Listed<Item> = Omit<Item, 'id'> & { readonly id: string; readonly group: string };
type List<Item> = (
  quarantine: Quarantine,
  page: { readonly after: string; readonly limit: number },
) => Promise<readonly Item[]>;

const ID = /^(.+)\.(\d{1,18})$/;

/** What the groups of this process have set aside. To the outside an id is `group.number`, so it is the installation's. */
@Injectable()
export class Quarantines {
  readonly #byGroup = new Map<string, Quarantine>();

  register(quarantine: Quarantine): void {
    this.#byGroup.set(quarantine.group, quarantine);
  }

  find(id: string): Found | undefined {
    const [, group = '', number = ''] = ID.exec(id) ?? [];
    const quarantine = this.#byGroup.get(group);
    return quarantine && { quarantine, id: number };
  }

  /** One group after the other, by name, each in its order. */
  async page<Item extends { readonly id: string }>(
    list: List<Item>,
    { group: only, limit, after }: ListAsked,
  ): Promise<{ readonly items: readonly Listed<Item>[]; readonly next: string | null }> {
    const from = after === undefined ? undefined : begin(after);
    const items: Listed<Item>[] = [];
    for (const group of [...this.#byGroup.keys()].sort()) {
      const quarantine = this.#byGroup.get(group);
      // One more than asked for says whether there is a next page.
      const room = limit + 1 - items.length;
      if (quarantine === undefined || room === 0 || (only ?? group) !== group || group < (from?.group ?? '')) continue;
      const found = await list(quarantine, { after: from?.group === group ? from.number : '0', limit: room });
      items.push(...found.map((item) => ({ ...item, group, id: `${group}.${item.id}` })));
    }
    const shown = items.slice(0, limit);
    return { items: shown, next: items.length > limit ? encodeCursor(shown.at(-1)?.id) : null };
  }
}

function begin(cursor: string): { readonly group: string; readonly number: string } {
  const id = decodeCursor<unknown>(cursor);
  const [, group, number] = typeof id === 'string' ? (ID.exec(id) ?? []) : [];
  if (group === undefined || number === undefined) throw new Problem({ status: 400, code: 'invalid_cursor' });
  return { group, number };
}

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { heard } from '../contract/adapter.features.js';
import type { ReceivedBatch, Subscription } from '../messaging.js';

interface Stored {
  readonly next: number;
  readonly texts: readonly string[];
  readonly by: string;
}

/**
 * Effects and places of consumers in several processes, in one step, as their database keeps them: a batch is a file that
 * is named after the place it begins at, and only one can make it. Whoever comes second with it is refused.
 */
export class FileDatabase {
  constructor(
    private readonly directory: string,
    private readonly by: string,
  ) {}

  readonly placeOf: Subscription['placeOf'] = async ({ partition }) => {
    let place = 0;
    for (let stored = this.#at(partition, place); stored; stored = this.#at(partition, place)) place = stored.next;
    return place;
  };

  store({ partition, messages }: ReceivedBatch): void {
    const stored: Stored = { next: (messages.at(-1)?.offset ?? 0) + 1, texts: heard(messages), by: this.by };
    writeFileSync(join(this.directory, `${partition}-${messages[0]?.offset}`), JSON.stringify(stored), { flag: 'wx' });
  }

  /** In order; what was stored from a wrong place is not found, and shows as missing. */
  texts(partition: number): string[] {
    const found: string[] = [];
    let place = 0;
    for (let stored = this.#at(partition, place); stored; stored = this.#at(partition, place)) {
      found.push(...stored.texts);
      place = stored.next;
    }
    return found;
  }

  batches(by: string): number {
    const all = readdirSync(this.directory).map(
      (name) => JSON.parse(readFileSync(join(this.directory, name), 'utf8')) as Stored,
    );
    return all.filter((stored) => stored.by === by).length;
  }

  count(): number {
    return readdirSync(this.directory).length;
  }

  #at(partition: number, place: number): Stored | undefined {
    const file = join(this.directory, `${partition}-${place}`);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Stored) : undefined;
  }
}

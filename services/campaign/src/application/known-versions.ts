import type { EventStore } from '@loyalty/event-store';
import type { Programme } from '@loyalty/programme';
import { programmeLog, readApplied } from './programme-facts.js';

const VERSIONS_MAX = 200;

/** Versions of programmes, each read once: a version never changes. */
export class KnownVersions {
  readonly #read = new Map<string, Programme>();

  constructor(private readonly store: EventStore) {}

  /** Undefined where there is none. */
  async find(id: string, version: number): Promise<Programme | undefined> {
    const known = this.#read.get(`${id} ${version}`);
    if (known) return known;
    const { versions } = await programmeLog(this.store, id);
    const found = versions.find((each) => each.version === version);
    return found && this.#keep(`${id} ${version}`, found.document);
  }

  async newest(id: string): Promise<Programme | undefined> {
    const { versions } = await programmeLog(this.store, id);
    const newest = versions.at(-1);
    if (!newest) return undefined;
    const key = `${id} ${newest.version}`;
    return this.#read.get(key) ?? this.#keep(key, newest.document);
  }

  #keep(key: string, document: string): Programme {
    const { programme } = readApplied(document);
    if (this.#read.size >= VERSIONS_MAX) this.#read.clear();
    this.#read.set(key, programme);
    return programme;
  }
}

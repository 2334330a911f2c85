import { rootOf } from '../chain.js';
import { compactTag } from '../compact-key.js';
import type { Digest } from '../digest.js';
import type { PlannedEvent } from '../plan.js';
import type { Batch } from '../writer/batch.js';
import type { Attempt, Heads } from '../writer/log.js';
import {
  DigestColumn,
  Int2Column,
  Int4Column,
  Int8Column,
  TextColumn,
  UuidColumn,
  type ArrayColumn,
} from './array-column.js';

/** A batch as the parameters of the append statement. Kept and filled again, so that buffers are made once. */
export class EncodedBatch {
  readonly #fence = { shard: new Int2Column(), position: new Int8Column() };
  readonly #links = {
    shard: new Int2Column(),
    count: new Int4Column(),
    digest: new DigestColumn(),
    leaves: new DigestColumn(),
  };
  readonly #claims = {
    key: new UuidColumn(),
    stream: new UuidColumn(),
    version: new Int4Column(),
    fingerprint: new UuidColumn(),
  };
  readonly #tags = {
    tag: new UuidColumn(),
    shard: new Int2Column(),
    position: new Int8Column(),
    stream: new UuidColumn(),
  };
  readonly #events = {
    shard: new Int2Column(),
    position: new Int8Column(),
    stream: new UuidColumn(),
    version: new Int4Column(),
    category: new TextColumn(),
    type: new TextColumn(),
    occurredAt: new Int8Column(),
    claims: new TextColumn(),
    tags: new TextColumn(),
    payload: new TextColumn(),
    trace: new TextColumn(),
  };

  /** In the order of the statement's parameters; valid until the next batch. */
  parameters(batch: Batch, attempt: Attempt, heads: Heads, fence: readonly number[]): unknown[] {
    for (const table of [this.#fence, this.#links, this.#claims, this.#tags, this.#events]) clear(table);
    for (const shard of fence) {
      this.#fence.shard.add(shard);
      this.#fence.position.add(heads.byShard[shard]?.position ?? 0);
    }
    this.#link(this.#addEvents(batch, heads));
    this.#addClaims(batch);
    return [
      ...parametersOf(this.#fence),
      heads.epoch,
      attempt.recordedAt,
      ...parametersOf(this.#links),
      attempt.token,
      ...parametersOf(this.#claims),
      ...parametersOf(this.#tags),
      ...parametersOf(this.#events),
    ];
  }

  /** @returns the leaves of each shard. */
  #addEvents(batch: Batch, heads: Heads): ReadonlyMap<number, readonly Digest[]> {
    const leaves = new Map<number, Digest[]>();
    for (const { plan, job } of batch.decided) {
      for (const event of plan.events) {
        let siblings = leaves.get(event.shard);
        if (siblings === undefined) leaves.set(event.shard, (siblings = []));
        const position = (heads.byShard[event.shard]?.position ?? 0) + siblings.length + 1;
        siblings.push(event.leaf);
        this.#addEvent(event, position, job.trace);
        for (const tag of new Set(event.tags)) this.#addTag(tag, event, position);
      }
    }
    return leaves;
  }

  #addEvent(event: PlannedEvent, position: number, trace: string | undefined): void {
    const columns = this.#events;
    columns.shard.add(event.shard);
    columns.position.add(position);
    columns.stream.add(event.stream);
    columns.version.add(event.version);
    columns.category.add(event.category);
    columns.type.add(event.type);
    columns.occurredAt.add(event.occurredAt);
    columns.claims.addOptional(event.stored.claims);
    columns.tags.addOptional(event.stored.tags);
    columns.payload.add(event.payload);
    columns.trace.addOptional(trace ?? null);
  }

  #addTag(tag: string, event: PlannedEvent, position: number): void {
    this.#tags.tag.addCompact(compactTag(tag));
    this.#tags.shard.add(event.shard);
    this.#tags.position.add(position);
    this.#tags.stream.add(event.stream);
  }

  #addClaims(batch: Batch): void {
    const claims = batch.decided.flatMap(({ plan }) => plan.claims);
    claims.sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const planned of claims) {
      this.#claims.key.addCompact(planned.key);
      this.#claims.stream.add(planned.leadsTo.stream);
      this.#claims.version.add(planned.leadsTo.version);
      this.#claims.fingerprint.addHex(planned.leadsTo.fingerprint);
    }
  }

  #link(byShard: ReadonlyMap<number, readonly Digest[]>): void {
    for (const [shard, each] of byShard) {
      const leaves = each.join('');
      this.#links.shard.add(shard);
      this.#links.count.add(each.length);
      this.#links.digest.add(leaves === '' ? '' : rootOf(each));
      this.#links.leaves.add(leaves);
    }
  }
}

type Table = Readonly<Record<string, ArrayColumn>>;

function clear(table: Table): void {
  for (const name in table) table[name]?.clear();
}

function parametersOf(table: Table): Buffer[] {
  return Object.values(table).map((column) => column.parameter);
}

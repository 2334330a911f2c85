import type pg from 'pg';
import type { Fault } from '../../chain-check.js';
import { readClaims, readTags } from '../../columns.js';
import { compactKey, compactTag, type CompactKey } from '../../compact-key.js';
import { Int2Column, Int4Column, Int8Column, UuidColumn } from '../array-column.js';

export interface IndexedEvent {
  readonly shard: number;
  readonly position: number;
  readonly recordedAt: number;
  /** The 16 bytes of the stream's id. */
  readonly stream: Buffer;
  readonly version: number;
  readonly claims: string | null;
  readonly tags: string | null;
}

interface Place {
  readonly shard: number;
  readonly position: number;
}

/** What the indexes must have of some events. */
export class IndexEntries {
  readonly claimed = new ClaimRows();
  readonly tagged = new TagRows();

  add(event: IndexedEvent): void {
    if (event.claims !== null) {
      for (const claim of readClaims(event.claims)) this.claimed.add(event, compactKey(claim), claim.fingerprint);
    }
    if (event.tags !== null) for (const tag of new Set(readTags(event.tags))) this.tagged.add(event, compactTag(tag));
  }
}

/** Holds the indexes of claims and tags against the events: each entry must be there, as the event makes it. */
export class IndexCheck {
  #claims = 0;
  #tags = 0;
  #asking: Promise<Fault | undefined> = Promise.resolve(undefined);

  constructor(
    private readonly client: pg.ClientBase,
    private readonly schema: string,
  ) {}

  /** Asks about these while the caller goes on; tells what was found of those that were asked about before. */
  async ask(entries: IndexEntries): Promise<Fault | undefined> {
    const before = await this.#asking;
    if (before !== undefined) return before;
    this.#claims += entries.claimed.places.length;
    this.#tags += entries.tagged.places.length;
    this.#asking = this.#ask(entries);
    this.#asking.catch(() => undefined);
    return undefined;
  }

  async end(): Promise<Fault | undefined> {
    return (await this.#asking) ?? (await this.#superfluous());
  }

  /** Waits for what was asked last, whatever came of it: the connection must be quiet before somebody else has it. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#asking]);
  }

  async #ask({ claimed, tagged }: IndexEntries): Promise<Fault | undefined> {
    // One look into the index for each: for so many rows the planner would rather read the whole table every time.
    await this.client.query('set local enable_hashjoin = off; set local enable_mergejoin = off');
    const claim = await this.#first(
      `select row.ordinality::int4 - 1 as index
      from unnest($1::uuid[], $2::uuid[], $3::int4[], $4::uuid[]) with ordinality
        as row(key, stream, version, fingerprint, ordinality)
      left join ${this.schema}.claims as found using (key)
      where (found.stream = row.stream and found.version = row.version and found.fingerprint = row.fingerprint) is not true
      order by 1 limit 1`,
      claimed,
    );
    if (claim !== undefined) return { ...claim, problem: 'a claim of the event is not as it was made' };
    const tag = await this.#first(
      `select row.ordinality::int4 - 1 as index
      from unnest($1::uuid[], $2::int2[], $3::int8[], $4::uuid[], $5::int8[]) with ordinality
        as row(tag, shard, position, stream, recorded_at, ordinality)
      left join ${this.schema}.tags as found using (tag, shard, position)
      where (found.stream = row.stream and found.recorded_at = row.recorded_at) is not true
      order by 1 limit 1`,
      tagged,
    );
    return tag && { ...tag, problem: 'a tag of the event is not as it was made' };
  }

  async #first(text: string, rows: ClaimRows | TagRows): Promise<Place | undefined> {
    if (rows.places.length === 0) return undefined;
    const found = await this.client.query<{ index: number }>(text, rows.parameters);
    const index = found.rows[0]?.index;
    return index === undefined ? undefined : rows.places[index];
  }

  /** All that events make is there; is there more? Claims of one event are counted only when the sums differ. */
  async #superfluous(): Promise<Fault | undefined> {
    const { schema } = this;
    await this.client.query('set local enable_hashjoin = on; set local enable_mergejoin = on');
    const { rows } = await this.client.query<{ claims: number; tags: number }>(
      `select (select count(*) from ${schema}.claims)::int4 as claims, (select count(*) from ${schema}.tags)::int4 as tags`,
    );
    if (rows[0]?.claims !== this.#claims) {
      return this.#extra(
        `select stream, version from ${schema}.claims left join ${schema}.events as event using (stream, version)
        group by stream, version, event.claims
        having count(*) > coalesce(json_array_length(event.claims::json), 0) limit 1`,
        'there is a claim that no event made',
      );
    }
    if (rows[0]?.tags !== this.#tags) {
      return this.#extra(
        `select tags.stream, event.version from ${schema}.tags
        left join ${schema}.events as event on event.shard = tags.shard and event.position = tags.position
        group by tags.stream, event.version, event.tags
        having count(*) > coalesce(json_array_length(event.tags::json), 0) limit 1`,
        'there is a tag that no event bears',
      );
    }
    return undefined;
  }

  async #extra(text: string, problem: string): Promise<Fault> {
    const extra = (await this.client.query<{ stream: string; version: number | null }>(text)).rows[0];
    const place = await this.client.query<{ shard: number; position: string }>(
      `select shard, position from ${this.schema}.events where stream = $1 order by version = $2 desc, version limit 1`,
      [extra?.stream, extra?.version ?? 0],
    );
    return {
      shard: place.rows[0]?.shard ?? 0,
      position: Number(place.rows[0]?.position ?? 0),
      problem: extra === undefined ? problem : `${problem} (stream ${extra.stream})`,
    };
  }
}

class ClaimRows {
  readonly places: Place[] = [];
  readonly #key = new UuidColumn();
  readonly #stream = new UuidColumn();
  readonly #version = new Int4Column();
  readonly #fingerprint = new UuidColumn();

  add(event: IndexedEvent, key: CompactKey, fingerprint: string): void {
    this.places.push(event);
    this.#key.addCompact(key);
    this.#stream.addBytes(event.stream);
    this.#version.add(event.version);
    this.#fingerprint.addHex(fingerprint);
  }

  get parameters(): Buffer[] {
    return [this.#key, this.#stream, this.#version, this.#fingerprint].map((column) => column.parameter);
  }
}

class TagRows {
  readonly places: Place[] = [];
  readonly #tag = new UuidColumn();
  readonly #shard = new Int2Column();
  readonly #position = new Int8Column();
  readonly #stream = new UuidColumn();
  readonly #recordedAt = new Int8Column();

  add(event: IndexedEvent, tag: CompactKey): void {
    this.places.push(event);
    this.#tag.addCompact(tag);
    this.#shard.add(event.shard);
    this.#position.add(event.position);
    this.#stream.addBytes(event.stream);
    this.#recordedAt.add(event.recordedAt);
  }

  get parameters(): Buffer[] {
    const columns = [this.#tag, this.#shard, this.#position, this.#stream, this.#recordedAt];
    return columns.map((column) => column.parameter);
  }
}

import { decodeTierEvent, type TierContributed } from '@loyalty/contracts';
import type { RecordedEvent, StreamId } from '@loyalty/event-store';
import type { CountedTiers } from '@loyalty/programme';
import { tiersStream } from '../../domain/streams/tiers-stream.js';
import { tiersOf } from '../tiers/tier-book.js';
import { mismatch } from './difference.js';
import type { Findings, Place } from './findings.js';
import { Pairs } from './pairs.js';

/** What should be counted because of something. When a member joined is enrollment's to know, and taken as it is said. */
export type Contribution = Omit<TierContributed, 'memberSince'>;

interface Expected {
  readonly place: Place;
  /** In each way in which it may have been counted; the first is how it is now. */
  readonly ways: readonly Contribution[];
  /** A process that had not heard of a new version yet may have counted nothing. */
  readonly isCertain: boolean;
}

interface Found {
  readonly place: Place;
  readonly event: TierContributed;
}

interface Before {
  readonly state: CountedTiers;
  /** When the member joined who bought; null: nothing said it yet. */
  readonly memberSince: number | null;
}

/** What counts towards tiers: each contribution must follow from a purchase or a return, and the other way round. */
export class TiersAudit {
  private readonly seen = new Map<string, Before & { readonly position: number }>();
  private readonly instant = new Map<StreamId, { readonly position: number; readonly before: CountedTiers }[]>();
  private readonly contributions: Pairs<Expected, Found>;

  constructor(private readonly findings: Findings) {
    const missing = (place: Place, expected: unknown, found: unknown) =>
      this.findings.report(place, { path: 'TierContributed', expected, found });
    this.contributions = new Pairs((expected, found) => this.check(expected, found), {
      cause: ({ place, ways, isCertain }) => isCertain && missing(place, ways[0], 'nothing'),
      found: ({ place, event }) => missing(place, 'nothing', event),
    });
  }

  take(recorded: RecordedEvent, before: CountedTiers): CountedTiers {
    const event = decodeTierEvent(recorded);
    const { stream, version, position } = recorded;
    const after = tiersStream.evolve(before, event);
    this.noteInstant(stream, { position, before });
    // What goes along with a move of accounts was computed where it was counted first.
    if (event.type !== 'TierContributed') return after;
    const { purchase, memberSince } = event;
    if (event.kind === 'purchase') this.seen.set(purchase, { state: before, memberSince, position });
    this.contributions.find(nameOf(stream, event), { place: { stream, version, purchase }, event });
    return after;
  }

  private noteInstant(stream: StreamId, move: { readonly position: number; readonly before: CountedTiers }): void {
    const moves = this.instant.get(stream);
    if (moves) moves.push(move);
    else this.instant.set(stream, [move]);
  }

  /** What had been counted before this purchase; undefined: it counted nothing, or not in this instant. */
  seenBy(purchase: string): Before | undefined {
    return this.seen.get(purchase);
  }

  /** Where a purchase of this instant was counted; undefined: it counted nothing. */
  countedAt(purchase: string): number | undefined {
    return this.seen.get(purchase)?.position;
  }

  /** Where in its shard the stream was written in this instant. */
  positionsOf(stream: StreamId): readonly number[] {
    return (this.instant.get(stream) ?? []).map(({ position }) => position);
  }

  /** Before each thing that was written into it in this instant. */
  statesOf(stream: StreamId): readonly CountedTiers[] {
    return (this.instant.get(stream) ?? []).map(({ before }) => before);
  }

  /** As it stood at a position of its shard, within this instant; undefined: as it stands now. */
  seenAt(stream: StreamId, position: number | undefined): CountedTiers | undefined {
    if (position === undefined) return undefined;
    return this.instant.get(stream)?.find((move) => move.position > position)?.before;
  }

  /** Undefined is a way in which nothing was to be counted. */
  expect(place: Place, counted: readonly (Contribution | undefined)[], isCertain: boolean): void {
    const ways = counted.filter((each) => each !== undefined);
    const [first] = ways;
    if (!first) return;
    const expected = { place, ways, isCertain: isCertain && ways.length === counted.length };
    this.contributions.expect(nameOf(tiersOf(first.account), first), expected);
  }

  settle(): void {
    this.contributions.settle();
    if (this.seen.size > 0) this.seen.clear();
    if (this.instant.size > 0) this.instant.clear();
  }

  private check({ ways }: Expected, { place, event }: Found) {
    const { memberSince } = event;
    const differences = ways.map((each) => mismatch({ ...each, memberSince }, event));
    this.findings.compare(place, differences.includes(undefined) ? undefined : differences[0]);
    return 'paired' as const;
  }
}

function nameOf(stream: StreamId, { kind, purchase, return: cause = '' }: Contribution): string {
  return `${stream} ${kind} ${purchase} ${cause}`;
}

import type { StreamId } from '../event-store.js';
import type { Batch } from './batch.js';
import type { Desk } from './desk.js';
import { Dirt } from './dirt.js';
import type { Decided } from './job.js';
import type { Loader } from './loader.js';
import type { Found, Standing } from './log.js';
import type { Memory } from './memory.js';
import { Misses } from './misses.js';

export type News = Pick<Standing, 'tail'> & Found;

/** Brings memory up to what others wrote, and decides again what rests on something that they touched. */
export class Replay {
  constructor(
    private readonly memory: Memory,
    private readonly desk: Desk,
    private readonly loader: Loader,
    private readonly counts: { decidedAgain: number },
  ) {}

  /** The batches stand on one another in this order, and nothing stands on the last. */
  async putRight(batches: readonly Batch[], news: News): Promise<void> {
    if (news.tail.length + news.taken.length + news.existing.length === 0) return;
    const undone = batches.toReversed().map((batch) => ({ batch, decided: batch.undo() }));
    undone.reverse();
    try {
      const dirt = this.#takeIn(news);
      await this.#fetch(
        news.existing,
        undone.flatMap(({ decided }) => decided),
      );
      for (const { batch, decided } of undone) await this.#again(batch, decided, dirt);
    } catch (error) {
      // Whoever handles this finds every command in its batch, and none of their effects in memory.
      for (const batch of batches.toReversed()) batch.undo();
      for (const { batch, decided } of undone) batch.hold(decided);
      throw error;
    }
  }

  #takeIn({ tail, taken, existing }: News): Dirt {
    const dirt = new Dirt(this.memory.take(tail));
    for (const [words, claimed] of taken) {
      this.memory.claims.set(words, claimed);
      dirt.claim(words);
    }
    for (const stream of existing) dirt.stream(stream);
    return dirt;
  }

  /** Streams that were taken to be new, and are not: without them in memory they would be taken to be new again. */
  async #fetch(streams: readonly StreamId[], decided: readonly Decided[]): Promise<void> {
    if (streams.length === 0) return;
    const misses = new Misses();
    for (const stream of streams) {
      const state = decided.map(({ plan }) => plan.states.get(stream)).find((found) => found !== undefined);
      misses.stream(stream, state?.category);
    }
    await this.loader.load(misses, []);
  }

  async #again(batch: Batch, decided: readonly Decided[], dirt: Dirt): Promise<void> {
    for (const was of decided) {
      if (!dirt.touches(was.looked)) {
        batch.add(was);
        continue;
      }
      this.counts.decidedAgain += 1;
      dirt.spread(was);
      let outcome = this.desk.decide(was.job, batch);
      while (outcome instanceof Misses) {
        await this.loader.load(outcome, [was.job]);
        outcome = this.desk.decide(was.job, batch);
      }
      const is = batch.decided.at(-1);
      if (outcome === 'decided' && is !== undefined) dirt.spread(is);
    }
  }
}

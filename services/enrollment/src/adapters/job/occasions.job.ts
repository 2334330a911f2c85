import type { Job } from '@loyalty/service-host';
import { daysToCome, daysToGive, type BirthdayDay } from '../../application/birthday-days.js';
import type { ProgrammeOccasions } from '../../application/occasions.js';

export interface OccasionsJob {
  /** Of accrual. */
  readonly occasions: () => Promise<readonly ProgrammeOccasions[]>;
  /** Answers how many had joined a programme before it was known here that it welcomes them. */
  readonly learn: (programmes: readonly ProgrammeOccasions[]) => Promise<number>;
  readonly birthdays: {
    index(): Promise<void>;
    give(programme: string, days: readonly BirthdayDay[]): Promise<number>;
    first(days: readonly BirthdayDay[]): Promise<BirthdayDay | undefined>;
  };
  /** Reports what is due. */
  readonly deliver: () => Promise<void>;
  readonly clock: { now(): number };
  /** Accrual cannot be asked at the moment. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Sees to it that what programmes give by themselves is given. While accrual is away birthdays are written down for the
 * programmes that it last told of. Two processes at once write the same rows, of which the second finds the first.
 */
export function occasionsJob({ occasions, learn, birthdays, deliver, clock, onFailure }: OccasionsJob): Job {
  let known: readonly ProgrammeOccasions[] = [];
  const ask = async () => {
    try {
      known = await occasions();
      return true;
    } catch (error) {
      onFailure(error);
      return false;
    }
  };
  const withBirthdays = () => known.filter(({ hasBirthdays }) => hasBirthdays);

  return {
    name: 'enrollment.occasions',
    everyMs: 1_000,
    async run(now) {
      let written = (await ask()) ? await learn(known) : 0;
      if (withBirthdays().length > 0) await birthdays.index();
      for (const { programme, timeZone } of withBirthdays()) {
        written += await birthdays.give(programme, daysToGive(now, timeZone));
      }
      if (written > 0) await deliver();
      return written;
    },
    async nextDueAt() {
      await ask();
      if (withBirthdays().length === 0) return undefined;
      await birthdays.index();
      const days = await Promise.all(
        withBirthdays().map(({ timeZone }) => birthdays.first(daysToCome(clock.now(), timeZone))),
      );
      const starts = days.flatMap((day) => (day ? [day.startsAt] : []));
      return starts.length === 0 ? undefined : Math.min(...starts);
    },
  };
}

import type { Job } from '@loyalty/service-host';
import type { ProgrammeOccasions } from '../../application/occasions.js';

export interface OccasionsJob {
  /** Of accrual. */
  readonly occasions: () => Promise<readonly ProgrammeOccasions[]>;
  /** Answers how many had joined a programme before it was known here that it welcomes them. */
  readonly learn: (programmes: readonly ProgrammeOccasions[]) => Promise<number>;
  /** Reports what is due. */
  readonly deliver: () => Promise<void>;
  /** Accrual cannot be asked at the moment. */
  readonly onFailure: (error: unknown) => void;
}

/** Sees to it that what programmes give by themselves is given. */
export function occasionsJob({ occasions, learn, deliver, onFailure }: OccasionsJob): Job {
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
  return {
    name: 'enrollment.occasions',
    everyMs: 1_000,
    async run() {
      const found = (await ask()) ? await learn(known) : 0;
      if (found > 0) await deliver();
      return found;
    },
  };
}

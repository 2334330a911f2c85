import { Courier, type Queue } from './courier.js';

/** Something for which a member earns by itself, as accrual takes it: ids are in the form in which the ledger carries them. */
export interface Occasion {
  readonly member: string;
  readonly account: string;
  readonly programme: string;
  /** `joined`, `birthday:2027`: with the member and the programme it is the action's name for ever. */
  readonly occasion: string;
  readonly occurredAt: number;
}

export interface LeasedOccasion {
  readonly id: string;
  readonly attempts: number;
  /** Absent: the member was erased, or has no account there any more. */
  readonly occasion?: Occasion;
}

export type OccasionQueue = Queue<LeasedOccasion, void>;

/** What a programme gives by itself; a programme that gives nothing is left out. */
export interface ProgrammeOccasions {
  readonly programme: string;
  readonly timeZone: string;
  /** Joining earns; since when a version has said so. */
  readonly joinedSince?: number;
  /** A birthday earns. */
  readonly hasBirthdays: boolean;
}

export type GiveOccasion = (occasion: Occasion) => Promise<void>;

/** Reports what members earn for by itself, at least once; the ledger counts it once. */
export function occasionCourier(
  queue: OccasionQueue,
  giveOccasion: GiveOccasion,
  onFailure: (error: unknown) => void,
): Courier<LeasedOccasion> {
  return new Courier({
    queue,
    deliver: async ({ occasion }) => void (occasion && (await giveOccasion(occasion))),
    onFailure,
  });
}

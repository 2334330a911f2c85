import type { Claim } from './application/claim-courier.js';
import type { MovePoints } from './application/move-courier.js';
import type { GiveOccasion, ProgrammeOccasions } from './application/occasions.js';
import type { Clock, ListProgrammes, Standing } from './application/ports.js';

/** What the composition root gives. Ids are in the form in which the ledger carries them (`acc_…`, `mem_…`). */
export interface EnrollmentOptions {
  readonly database: {
    readonly url: string;
    /** For each of the two pools, the hot path's and the doors'. */
    readonly connectionsMax?: number;
  };
  readonly secrets: EnrollmentSecrets;
  readonly clock: Clock;
  /** Ids of the programmes that can be joined; of accrual. */
  readonly programmes: ListProgrammes;
  /** Where accounts stand; of balance. An account without events is left out. */
  readonly standing: (
    accounts: readonly { readonly account: string; readonly programme: string }[],
  ) => Promise<ReadonlyMap<string, Standing>>;
  /** Purchases that waited under these strangers belong to the account now; of accrual. Called at least once. */
  readonly claimWaiting: (claim: Claim) => Promise<void>;
  /** Points go from one account to another; of accrual. Called at least once for each move. */
  readonly movePoints: MovePoints;
  /** What programmes give by themselves; of accrual. Those that give nothing are left out. */
  readonly occasions: () => Promise<readonly ProgrammeOccasions[]>;
  /** A member has joined, or has a birthday; of accrual. Called at least once for each. */
  readonly giveOccasion: GiveOccasion;
  /**
   * Whether other services keep a copy of who is who, and what happens to members is made ready for them at once. What
   * happens is written down in any case.
   */
  readonly isCopied?: boolean;
  /** How many memberships are remembered; each takes about half a kilobyte. */
  readonly membershipsCachedMax?: number;
}

/** Losing one of them loses the members: they cannot be found without the first, nor read without the second. */
export interface EnrollmentSecrets {
  /** 32 bytes. Keys the hashes by which identities are found. */
  readonly identityKey: Buffer;
  /** 32 bytes. Wraps the members' keys. */
  readonly masterKey: Buffer;
}

const KEY_BYTES = 32;

/** @throws Error before anything is sealed with a key that is too short to protect it */
export function refuseWeakSecrets(secrets: EnrollmentSecrets): void {
  for (const [name, key] of Object.entries(secrets)) {
    if (!Buffer.isBuffer(key) || key.length !== KEY_BYTES) throw new Error(`${name} must be ${KEY_BYTES} bytes`);
  }
  if (secrets.identityKey.equals(secrets.masterKey)) throw new Error('identityKey and masterKey must differ');
}

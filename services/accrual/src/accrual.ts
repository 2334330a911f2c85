import type { WaitingClaim } from './application/claim-waiting.js';
import type { ApplyAnswer, ApplyProgramme } from './application/apply-programme.js';
import type { Programmes } from './application/programmes.js';

/** What other services and the composition root ask of accrual. */
export abstract class Accrual {
  abstract readonly programmes: Programmes;
  /** Purchases that waited under strangers become a member's. Safe to call again. */
  abstract claimWaiting(claim: WaitingClaim): Promise<number>;
  abstract applyProgramme(document: ApplyProgramme): Promise<ApplyAnswer>;
  /** Looks at once for what other processes have applied. */
  abstract refreshProgrammes(): Promise<void>;
}

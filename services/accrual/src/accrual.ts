import type { WaitingClaim } from './application/strangers/claim-waiting.js';
import type { ApplyAnswer, ApplyProgramme } from './application/programmes/apply-programme.js';
import type { DecidedPurchase, DecidePurchase } from './application/reviews/decide-review.js';
import type { MoveAnswer, MovePoints } from './application/accounts/move-points.js';
import type { Occasion, ProgrammeOccasions } from './application/actions/give-occasion.js';
import type { Programmes } from './application/programmes.js';

/** What other services and the composition root ask of accrual. */
export abstract class Accrual {
  abstract readonly programmes: Programmes;
  /** Purchases that waited under strangers become a member's. Safe to call again. */
  abstract claimWaiting(claim: WaitingClaim): Promise<number>;
  /** Moves points between two accounts, and all that lies beside them. Safe to call again. */
  abstract movePoints(move: MovePoints): Promise<MoveAnswer>;
  /** A member has joined, or has a birthday. Safe to call again. Answers whether it was given by this call. */
  abstract giveOccasion(occasion: Occasion): Promise<boolean>;
  /** What programmes give by themselves. */
  abstract occasions(): readonly ProgrammeOccasions[];
  /** A person's verdict about points that are held for review. Safe to call again: the first verdict stands. */
  abstract decideReview(asked: DecidePurchase): Promise<DecidedPurchase>;
  abstract applyProgramme(document: ApplyProgramme): Promise<ApplyAnswer>;
  /** Looks at once for what other processes have applied. */
  abstract refreshProgrammes(): Promise<void>;
}

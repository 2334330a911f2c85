import { Courier, type Queue } from './courier.js';

/** A move as accrual takes it: ids are in the form in which the ledger carries them. */
export interface AskedMove {
  readonly move: string;
  readonly programme: string;
  readonly from: string;
  readonly to: string;
  readonly members: readonly string[];
  readonly whole: boolean;
  readonly undoes?: string;
}

/** What of a wallet moved. `gone`: of what the move that is undone had brought, what is not there any more. */
export interface MovedWallet {
  readonly wallet: string;
  readonly available: bigint;
  readonly held: bigint;
  readonly pending: bigint;
  readonly owed: bigint;
  readonly gone: bigint;
}

export interface BlockingHold {
  readonly hold: string;
  readonly points: bigint;
  readonly lapsesAt: number;
}

export type MoveAnswer = { readonly moved: readonly MovedWallet[] } | { readonly held: readonly BlockingHold[] };

export type MovePoints = (move: AskedMove) => Promise<MoveAnswer>;

export interface LeasedMove {
  readonly id: string;
  readonly attempts: number;
  readonly asked: AskedMove;
}

/** In order for each account. */
export type MoveQueue = Queue<LeasedMove, MoveAnswer>;

/** Asks the ledger for what follows from a change of who stands for whom, until it has answered. */
export function moveCourier(
  queue: MoveQueue,
  movePoints: MovePoints,
  onFailure: (error: unknown) => void,
): Courier<LeasedMove, MoveAnswer> {
  return new Courier({ queue, deliver: ({ asked }) => movePoints(asked), onFailure });
}

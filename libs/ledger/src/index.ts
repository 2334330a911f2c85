export type * from './nouns.js';
export { pointsMax } from './nouns.js';
export type * from './events.js';
export {
  type Account,
  type ClosedHold,
  type OpenHold,
  type Wallet,
  emptyAccount,
  holdOf,
  nextDueAt,
  walletOf,
} from './account.js';
export { accountStream } from './account-stream.js';
export { evolve, fold, isPending } from './evolve.js';
export { BrokenStream } from './broken-stream.js';
export { nextDueAtOf } from './codec/decode.js';
export { UnknownEvent } from './codec/upcasters.js';
export type { Decision } from './decision.js';
export type * from './rejections.js';

export { type AdjustDown, type AdjustUp, adjust } from './adjust.js';
export { type Burn, burn } from './burn.js';
export { type Capture, capture } from './capture.js';
export { type Earn, type NewLot, earn } from './earn.js';
export { type Expire, expire } from './expire.js';
export { bookDue } from './due.js';
export { type Hold, hold } from './hold.js';
export { type Lapse, lapse } from './lapse.js';
export { type MoveIn, type MoveOut, moveIn, moveOut } from './move.js';
export { type Refund, refund, refundSlices } from './refund.js';
export { leadsAfter } from './leads.js';
export { type Release, release } from './release.js';
export { type MadePoints, type Reverse, reverse } from './reverse.js';
export { type Journey, type TransferIn, type TransferOut, arrived, transferIn, transferOut } from './transfer.js';
export { type TransferHeld, transferHeld } from './transfer-held.js';
export { type Owned, type StateOf, accountNow, accountOfHold, accountsGathered, slicesWhereNow } from './where-now.js';
export { type VoidHold, voidHold } from './void-hold.js';

export { type PointsAt, type WalletStanding, availableAt, balanceAt, bookedAt } from './balance.js';
export {
  type GivenBack,
  type LineShare,
  type Micro,
  type Minor,
  divide,
  lineShare,
  pointsLeft,
  pointsOfFirst,
  pointsOfUnits,
  returnMoney,
  returnUnits,
} from './allocation.js';
export { type Book, type Books, type Imbalance, type Posting, booksOf, imbalances, postingsOf } from './postings.js';

import type { RecordedLine } from '@loyalty/contracts';
import type { Earn } from '../earning/earning.js';
import type { PreparedExchange } from '../returns/exchange.js';
import type { PreparedPurchase } from './prepare-purchase.js';
import type { Programmes } from '../programmes.js';
import type { Refer } from '../referral/referral-book.js';
import type { Buyer } from './recognise.js';

/** A purchase that is to be recorded, and whose it is. */
export interface RecordPurchase {
  readonly purchase: PreparedPurchase;
  readonly buyer: Buyer;
  readonly programmes: Programmes;
  /** Whether it may well be known already: then its key is looked up before anything is decided on the guess that it is not. */
  readonly isSuspected?: boolean;
}

/** With all that does not depend on what others do meanwhile; the store may ask more than once, and lots keep their ids. */
export interface Recording extends RecordPurchase {
  readonly earn: Earn;
  readonly refer: Refer;
  readonly lines: readonly RecordedLine[];
  readonly exchange: readonly PreparedExchange[];
}

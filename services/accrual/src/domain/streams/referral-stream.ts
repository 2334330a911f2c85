import {
  decodeReferralEvent,
  encodeReferralEvent,
  type ReferralEvent,
  type ReferralJudged,
  type ReferralPurchaseReturned,
} from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';

/** What is true of one friend's invitation now. */
export interface ReferralState {
  /** Purchases that were judged and are kept, at least in part: the next one is not the first. */
  readonly kept: ReadonlySet<string>;
  /** What both got, as long as it was not taken back. */
  readonly given: ReferralJudged | null;
}

/** Beside the account of the friend; both accounts' points are written with it, so both sides get theirs once or neither. */
export const referralStream: Category<ReferralState, ReferralEvent> = {
  name: 'referral',
  initial: () => ({ kept: new Set(), given: null }),
  evolve: (state, event) => (event.type === 'ReferralJudged' ? judge(state, event) : takeBack(state, event)),
  weigh: ({ kept, given }) => kept.size * PURCHASE_BYTES + (given ? GIVEN_BYTES : 0),
  encode: encodeReferralEvent,
  decode: decodeReferralEvent,
};

const PURCHASE_BYTES = 100;
const GIVEN_BYTES = 1_500;

function judge({ kept, given }: ReferralState, event: ReferralJudged): ReferralState {
  if (event.failed) return { kept: new Set([...kept, event.purchase]), given };
  if (given) throw new Error(`${event.member} was referred by ${given.purchase} already`);
  return { kept: new Set([...kept, event.purchase]), given: event };
}

function takeBack({ kept, given }: ReferralState, event: ReferralPurchaseReturned): ReferralState {
  const { purchase, isGone, isWithdrawn } = event;
  if (!kept.has(purchase)) throw new Error(`${purchase} went back and was never judged as a friend's`);
  if (isWithdrawn && given?.purchase !== purchase) throw new Error(`${purchase} has qualified no referral`);
  return {
    kept: isGone ? new Set([...kept].filter((each) => each !== purchase)) : kept,
    given: isWithdrawn ? null : given,
  };
}

import type { ReferralEvent, ReferralJudged } from '@loyalty/contracts';
import type { Append } from '@loyalty/event-store';
import { referralStream } from '../../domain/streams/referral-stream.js';

/**
 * What a decision would write of the buyer's invitation: both sides' bonuses, or why it qualifies none. Null where nobody
 * invited them, or where their first purchase is over and no later one is looked at.
 */
export function quotedReferral(appends: readonly Append[]): ReferralJudged | null {
  const events = appends
    .filter(({ category }) => category === referralStream)
    .flatMap((append) => append.events.map(({ event }) => event as ReferralEvent));
  return events.find((event) => event.type === 'ReferralJudged') ?? null;
}

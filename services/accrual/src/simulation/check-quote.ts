import type { PurchaseRecorded, ReferralBonus, ReferralEvent } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import { referralStream } from '../domain/streams/referral-stream.js';
import type { Findings } from './findings.js';
import type { Played } from './played.js';

interface Seen {
  readonly events: readonly RecordedEvent[];
  readonly count: (name: string) => void;
}

/** What was bought at once after its quote gave what the quote had said, to the buyer and to who invited them. */
export function checkQuote(findings: Findings, { quote, answer }: Played, { events, count }: Seen): void {
  if (!quote || typeof answer !== 'object' || answer === null || !('first' in answer && 'repeated' in answer)) return;
  const { first, repeated } = answer as { first: PurchaseRecorded; repeated: boolean };
  // What had waited for a purchase is applied with it: a quote knows nothing of it.
  if (repeated || first.returns.length > 0 || first.fingerprint) return;
  findings.same('a quote is what the purchase earns', promised(quote.purchase), promised(first));
  count('a quote and its purchase');
  const judged = events
    .filter(({ type }) => type.startsWith('ReferralJudged'))
    .map((event) => referralStream.decode(event));
  findings.same('a quote is what the invitation brings', invited(quote.referral), invited(judged[0]));
  if (quote.referral) count(quote.referral.failed ? 'a quoted invitation fails' : 'a quoted invitation');
}

/** Without ids, which are drawn. */
function promised({ outcome }: PurchaseRecorded) {
  return (
    outcome && {
      lots: outcome.lots.map(({ id: _id, ...lot }) => lot),
      explanation: outcome.explanation,
    }
  );
}

/** Likewise, and without the purchase, which qualified it. */
function invited(judged: ReferralEvent | null | undefined) {
  if (judged?.type !== 'ReferralJudged') return null;
  const { purchase: _purchase, inviter, friend, ...rest } = judged;
  return { ...rest, inviter: bonusOf(inviter), friend: bonusOf(friend) };
}

const bonusOf = (bonus: ReferralBonus | null) =>
  bonus && {
    lots: bonus.lots.map(({ id: _id, ...lot }) => lot),
    explanation: bonus.explanation.map(({ qualifiedBy: _qualifiedBy, ...part }) => part),
    counts: bonus.counts?.map(({ lot: _lot, qualifiedBy: _qualifiedBy, ...count }) => count),
  };

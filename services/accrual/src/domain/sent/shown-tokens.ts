import { canonicalIdentity } from './canonical.js';
import type { SentPurchase } from './sent-purchase.js';

/** What a purchase was paid with, and the card or token by which its buyer was recognised, each once. */
export function shownTokens({ member, payments = [] }: Pick<SentPurchase, 'member' | 'payments'>): readonly string[] {
  const paid = payments.flatMap(({ token }) => (token === undefined ? [] : [canonicalIdentity({ token })]));
  const shown = member && ('card' in member || 'token' in member) ? [canonicalIdentity(member)] : [];
  return [...new Set([...shown, ...paid])];
}

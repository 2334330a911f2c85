import { sayEarned, type Language } from '@loyalty/programme';
import type { Quote } from '../../application/quotes/quote-purchase.js';
import { earnedIn } from './quote.convert.js';

/**
 * The loyalty extension of the Universal Commerce Protocol (`dev.ucp.common.loyalty`): one membership for the programme,
 * under a key in reverse domain order that the business chooses, with a forecast for each wallet. Until the member is
 * known the membership is provisional, and nothing is forecast that would not be given.
 */
export function ucpBody(
  { purchase, judge }: Quote,
  { key, language }: { readonly key: string; readonly language: Language },
) {
  const { outcome, currency, member } = purchase;
  const { programme } = judge;
  const rewards = [...programme.wallets.values()].map((wallet) => ({
    currency: { name: language === 'en' ? wallet.words.en.other : wallet.words.ru.many, code: wallet.id },
    earning_forecast: {
      amount: earnedIn(wallet.id, outcome?.lots),
      breakdown: (outcome?.explanation ?? [])
        .filter((part) => part.wallet === wallet.id && part.points > 0n)
        .map((part) => ({
          id: part.offer,
          amount: Number(part.points),
          description: sayEarned(programme, part, { currency, language }),
        })),
    },
  }));
  return { loyalty: { [key]: { id: programme.id, name: programme.name, rewards, provisional: member === null } } };
}

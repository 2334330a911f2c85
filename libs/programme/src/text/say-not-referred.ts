import type { Programme } from '../programme.js';
import { sentence } from './list-text.js';
import type { Language, Texts } from './texts.js';

/** Why a friend's purchase qualified no invitation, as the log says it. */
export interface NotReferredSaid {
  /** `first`, `within`, `spentAtLeast`. */
  readonly condition: string;
  readonly found: string;
  readonly needed: string;
}

const FIRST: Texts = {
  en: 'first purchase: it counts alone, and the friend has kept one from before',
  ru: 'первая покупка: засчитывается только она, а у друга уже есть более ранняя',
};

/** `Sum of the purchase: at least 30.00 EUR needed, 29.99 EUR found.` */
export function sayNotReferred({ referral }: Programme, failed: NotReferredSaid, language: Language): string {
  const { condition, found, needed } = failed;
  const inEnglish = language === 'en';
  if (condition === 'first') return sentence(FIRST[language]);
  if (condition === 'within') {
    const within = referral?.qualifies.within?.text ?? needed;
    return sentence(
      inEnglish
        ? `time of the invitation: a purchase within ${within} of joining needed, ${found} found`
        : `срок приглашения — требуется: покупка в течение ${within} после вступления; найдено: ${dated(found)}`,
    );
  }
  const sum = inEnglish ? needed : needed.replace('at least', 'не меньше').replace('more than', 'больше');
  return sentence(
    inEnglish
      ? `sum of the purchase: ${needed} needed, ${found} found`
      : `сумма покупки — требуется: ${sum}; найдено: ${found}`,
  );
}

const dated = (found: string) => found.replace('joined', 'вступление');

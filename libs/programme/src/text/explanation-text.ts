import { limitText, type LimitSaid } from './limit-text.js';
import { listText, sentence } from './list-text.js';
import { moneyText, type MoneyOf } from './money-text.js';
import { countText, NOUNS } from './number-text.js';
import { offerText, type OfferSaid } from './offer-text.js';
import type { Language, Texts } from './texts.js';
import type { Unit } from './unit.js';

/** What one offer gave to one purchase, as data (rule 15). */
export interface EarnSaid {
  readonly points: bigint;
  readonly unit: Unit;
  /** The offer by what it gives, or by the text that the programme has for it. */
  readonly because: OfferSaid | { readonly kind: 'text'; readonly text: Texts };
  /** The money that it looked at. */
  readonly basis?: MoneyOf;
  readonly trimmed?: { readonly points: bigint; readonly limit: LimitSaid };
  /** How many purchases besides this one qualified it. */
  readonly qualifiedBy?: bigint;
}

/** `25 points: 1 point for every €1.00, rounded down; counted on €25.50. Over the limit: 5 points (at most 25 points a day).` */
export function earnText({ points, unit, because, basis, trimmed, qualifiedBy }: EarnSaid, language: Language): string {
  const inEnglish = language === 'en';
  const reason = because.kind === 'text' ? because.text[language] : offerText(because, unit, language);
  const parts = [`${countText(points, unit, language)}: ${reason}`];
  if (basis) parts.push(`${inEnglish ? 'counted on' : 'с суммы'} ${moneyText(basis, language)}`);
  if (qualifiedBy) {
    const others = countText(qualifiedBy, NOUNS.purchase, language);
    parts.push(inEnglish ? `with ${others} before it` : `вместе с ранее сделанными: ${others}`);
  }
  const said = [sentence(parts.join('; '))];
  if (trimmed) {
    const over = `${inEnglish ? 'over the limit' : 'сверх предела'}: ${countText(trimmed.points, unit, language)}`;
    said.push(sentence(`${over} (${limitText(trimmed.limit, unit, language)})`));
  }
  return said.join(' ');
}

/** What a return took from one wallet, and what it could not. */
export interface TakenBackSaid {
  readonly points: bigint;
  readonly shortfall: bigint;
  readonly unit: Unit;
}

export function takenBackText({ points, shortfall, unit }: TakenBackSaid, language: Language): string {
  const inEnglish = language === 'en';
  const taken = `${inEnglish ? 'taken back' : 'списано за возврат'}: ${countText(points, unit, language)}`;
  if (shortfall === 0n) return sentence(taken);
  const short = `${inEnglish ? 'could not be taken back' : 'не удалось списать'}: ${countText(shortfall, unit, language)}`;
  return `${sentence(taken)} ${sentence(short)}`;
}

/** The first line of a receipt. */
export function earnedText(points: bigint, unit: Unit, language: Language): string {
  return sentence(`${language === 'en' ? 'you earned' : 'начислено:'} ${countText(points, unit, language)}`);
}

/** What there is in each wallet: `You have 1,230 points and 3 stamps.` */
export function balanceText(
  wallets: readonly { readonly points: bigint; readonly unit: Unit }[],
  language: Language,
): string {
  const counts = wallets.map(({ points, unit }) => countText(points, unit, language));
  return sentence(`${language === 'en' ? 'you have' : 'на счёте'} ${listText(counts, 'and', language)}`);
}

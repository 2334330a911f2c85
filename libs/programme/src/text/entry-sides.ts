import type { Language } from './texts.js';

/** What may stand beside an entry's sentence, each with its points. */
export const SIDES = {
  repaid: {
    en: (points: string) => `of these, ${points} went to what was owed`,
    ru: (points: string) => `из них на погашение долга: ${points}`,
  },
  inReview: {
    en: (points: string) => `of these, ${points} are pending review`,
    ru: (points: string) => `из них на проверке: ${points}`,
  },
  notNeeded: {
    en: (points: string) => `${points} of the hold were not needed and are free again`,
    ru: (points: string) => `из отложенного не понадобилось и снова доступно: ${points}`,
  },
  stillHeld: {
    en: (points: string) => `besides, ${points} that are set aside for orders`,
    ru: (points: string) => `кроме того, отложено для заказов: ${points}`,
  },
  debt: {
    en: (points: string) => `besides, a debt of ${points}`,
    ru: (points: string) => `кроме того, долг: ${points}`,
  },
  notThere: {
    en: (points: string) => `${points} were not there: they are owed, and later credits repay them`,
    ru: (points: string) => `не хватило: ${points}; долг погасят следующие начисления`,
  },
  pending: {
    en: (points: string) => `${points} of them were still pending`,
    ru: (points: string) => `из них ещё не были доступны: ${points}`,
  },
  spent: {
    en: (points: string) => `${points} were spent already: they are owed, and later credits repay them`,
    ru: (points: string) => `уже потрачено: ${points}; долг погасят следующие начисления`,
  },
  shortfall: {
    en: (points: string) => `${points} could not be taken and stay as shortfall; later earnings do not pay it`,
    ru: (points: string) => `не удалось списать: ${points}; следующие начисления этого не погашают`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, (points: string) => string>>>>;

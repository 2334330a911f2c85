import type { Language } from './texts.js';

/** What may stand beside an entry's sentence, each with its points; `isOne`: they are one point. */
export const SIDES = {
  repaid: {
    en: (points: string) => `of these, ${points} went to what was owed`,
    ru: (points: string) => `из них на погашение долга: ${points}`,
  },
  inReview: {
    en: (points: string, isOne: boolean) => `of these, ${points} ${isOne ? 'is' : 'are'} pending review`,
    ru: (points: string) => `из них на проверке: ${points}`,
  },
  notNeeded: {
    en: (points: string, isOne: boolean) =>
      isOne
        ? `${points} of the hold was not needed and is free again`
        : `${points} of the hold were not needed and are free again`,
    ru: (points: string) => `из отложенного не понадобилось и снова доступно: ${points}`,
  },
  stillHeld: {
    en: (points: string, isOne: boolean) => `besides, ${points} that ${isOne ? 'is' : 'are'} set aside for orders`,
    ru: (points: string) => `кроме того, отложено для заказов: ${points}`,
  },
  debt: {
    en: (points: string) => `besides, a debt of ${points}`,
    ru: (points: string) => `кроме того, долг: ${points}`,
  },
  notThere: {
    en: (points: string, isOne: boolean) =>
      isOne
        ? `${points} was not there: it is owed, and later credits repay it`
        : `${points} were not there: they are owed, and later credits repay them`,
    ru: (points: string) => `не хватило: ${points}; долг погасят следующие начисления`,
  },
  pending: {
    en: (points: string, isOne: boolean) => `${points} of them ${isOne ? 'was' : 'were'} still pending`,
    ru: (points: string) => `из них ещё не были доступны: ${points}`,
  },
  spent: {
    en: (points: string, isOne: boolean) =>
      isOne
        ? `${points} was spent already: it is owed, and later credits repay it`
        : `${points} were spent already: they are owed, and later credits repay them`,
    ru: (points: string) => `уже потрачено: ${points}; долг погасят следующие начисления`,
  },
  shortfall: {
    en: (points: string, isOne: boolean) =>
      `${points} could not be taken and ${isOne ? 'stays' : 'stay'} as shortfall; later earnings do not pay it`,
    ru: (points: string) => `не удалось списать: ${points}; следующие начисления этого не погашают`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, (points: string, isOne: boolean) => string>>>>;

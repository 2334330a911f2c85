import { ageGroup, isInBirthdayWindow, parseDate, type AgeGroup, type BirthdayWindow } from '@loyalty/programme';
import type { Profile } from './profile.js';

/**
 * What other services may know of a member at an instant: never the birthday, only in which of its day, week and month
 * the instant is. What the member has not told is absent.
 */
export interface CoarseFacts {
  readonly birthday?: readonly BirthdayWindow[];
  readonly ageGroup?: AgeGroup;
  /** Of the language the first part alone, as `en`. */
  readonly language?: string;
  /** Purposes to which the member has agreed, over whichever channel. */
  readonly consents: readonly string[];
}

const WINDOWS: readonly BirthdayWindow[] = ['day', 'week', 'month'];

export function coarseFacts(
  { birthday, language, consents }: Profile,
  { at, timeZone }: { readonly at: number; readonly timeZone: string },
): CoarseFacts {
  const born = birthday === undefined ? undefined : parseDate(birthday);
  return {
    ...(born && {
      birthday: WINDOWS.filter((window) => isInBirthdayWindow(at, born, window, timeZone)),
      ageGroup: ageGroup(at, born, timeZone),
    }),
    ...(language !== undefined && { language: language.split('-')[0] ?? language }),
    consents: [...new Set(consents.filter(({ granted }) => granted).map(({ purpose }) => purpose))].sort(),
  };
}

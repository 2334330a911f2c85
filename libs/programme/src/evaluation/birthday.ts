import { isInBirthdayWindow, type Birthday, type BirthdayWindow } from '../calendar/birthday-window.js';
import type { Programme } from '../programme.js';
import type { Purchase } from '../purchase.js';
import { zoneOf } from './local-clock.js';

const WINDOWS: readonly BirthdayWindow[] = ['day', 'week', 'month'];

/**
 * In which of the day, week and month of a Member's birthday a Purchase or an action lies, by the clocks of the store: what
 * a Standing says of the birthday, which itself stays where it is kept. 29 February is 28 February in other years.
 */
export function birthdayAt(
  programme: Programme,
  birthday: Birthday,
  { occurredAt, store }: Pick<Purchase, 'occurredAt' | 'store'>,
): ReadonlySet<BirthdayWindow> {
  const timeZone = zoneOf(programme, store);
  return new Set(WINDOWS.filter((window) => isInBirthdayWindow(occurredAt, birthday, window, timeZone)));
}

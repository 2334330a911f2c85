import { birthdayIn } from '../calendar/birthday-window.js';
import { zoneClock } from '../calendar/zone-clock.js';
import { dateOf } from '../calendar/local-date.js';
import type { Programme } from '../programme.js';
import type { Instant } from '../purchase.js';
import type { Deeds } from './deeds.js';
import type { Member } from './member.js';

interface Until {
  readonly programme: Programme;
  readonly at: Instant;
}

/**
 * What the services give a member without a report, up to an instant: for joining, and for each birthday since, on its day
 * by the programme's clocks. A test that reports the same action besides reports it a second time.
 */
export function giveByItself(member: Member, { programme, at }: Until, deeds: Deeds): void {
  const gives = (action: string) => programme.actions.some(({ on }) => on === action);
  const { joinedAt } = member.known;
  const { givenUntil } = member;
  member.givenUntil = Math.max(givenUntil, at);
  if (gives('joined') && givenUntil < joinedAt && joinedAt <= at) {
    deeds.act(member, { action: 'joined', occurredAt: joinedAt });
  }
  if (!gives('birthday')) return;
  for (const occurredAt of birthdaysOf(member, programme.timeZone, at)) {
    if (occurredAt > givenUntil) deeds.act(member, { action: 'birthday', occurredAt });
  }
}

/** When each of them is given, from joining until then; on the day of joining, not before it. */
function birthdaysOf({ known }: Member, timeZone: string, until: Instant): readonly Instant[] {
  const { birthday, joinedAt } = known;
  if (!birthday) return [];
  const clock = zoneClock(timeZone);
  const yearOf = (at: Instant) => dateOf(clock.localDay(at)).year;
  const given: Instant[] = [];
  for (let year = yearOf(joinedAt); year <= yearOf(until); year += 1) {
    const day = birthdayIn(year, birthday);
    const occurredAt = Math.max(clock.startOfDay(day), joinedAt);
    if (joinedAt < clock.startOfDay(day + 1) && occurredAt <= until) given.push(occurredAt);
  }
  return given;
}

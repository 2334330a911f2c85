import { parseDate } from '../calendar/local-date.js';
import type { Meaning } from '../document/meaning.js';
import { escapePointer } from '../document/yaml-text.js';
import type { Programme } from '../programme.js';
import type { Known } from './member.js';
import { momentAt } from './moments.js';
import type { MemberDocument, TestDocument } from './tests-document.js';

/** The members of a test as they are when it begins, by name. Who is wrong is told to `meaning`. */
export function readMembers(
  { members = {}, steps, purchases }: TestDocument,
  {
    pointer,
    programme,
    meaning,
  }: { readonly pointer: string; readonly programme: Programme; readonly meaning: Meaning },
): ReadonlyMap<string, Known> {
  const names = Object.keys(members);
  const first = (steps ?? purchases ?? [])[0]?.at ?? '';
  const firstAt = pointerOfFirst(pointer, steps !== undefined);
  const known = Object.entries(members).map(([name, member]): [string, Known] => {
    const at = `${pointer}/members/${escapePointer(name)}`;
    const joinedAt =
      member.joined === undefined
        ? momentAt(firstAt, first, programme.timeZone, meaning)
        : momentAt(`${at}/joined`, member.joined, programme.timeZone, meaning);
    return [name, { joinedAt, ...readKnown(member, { at, names, programme, meaning }) }];
  });
  return new Map(known);
}

function pointerOfFirst(pointer: string, hasSteps: boolean): string {
  return `${pointer}/${hasSteps ? 'steps' : 'purchases'}/0/at`;
}

interface Reading {
  readonly at: string;
  readonly names: readonly string[];
  readonly programme: Programme;
  readonly meaning: Meaning;
}

function readKnown(
  { birthday, segments, consents = [], language, invitedBy }: MemberDocument,
  { at, names, programme, meaning }: Reading,
): Omit<Known, 'joinedAt'> {
  const born = birthday === undefined ? undefined : parseDate(birthday);
  if (birthday !== undefined && !born) {
    const finding = { pointer: `${at}/birthday`, expected: 'a day of birth such as 1990-06-14', found: birthday };
    meaning.refuse({ ...finding, code: 'not_a_date', message: `The calendar has no ${birthday}.` });
  }
  segments?.forEach((segment, index) =>
    meaning.name(`${at}/segments/${index}`, segment, [...programme.segments.keys()], 'segment'),
  );
  if (invitedBy !== undefined) meaning.name(`${at}/invitedBy`, invitedBy, names, 'member of this test');
  return {
    consents,
    ...(born && { birthday: born }),
    ...(segments && { segments: new Set(segments) }),
    ...(language !== undefined && { language }),
    ...(invitedBy !== undefined && { invitedBy }),
  };
}

import { LANGUAGES, type Language, type Programme } from '@loyalty/programme';
import { outageProblem } from '@loyalty/service-host/values';
import type { AccrualPorts } from './ports.js';

interface Receipt {
  /** Whoever names a language is answered in it. */
  readonly asked: Language | undefined;
  readonly programme: string;
  /** `mem_…`; null: nobody is known. */
  readonly member: string | null;
}

/** What programmes speak where nothing else is known. */
const BY_DEFAULT: Language = 'en';
/** A till does not wait for a word; whoever has not answered by then is not waited for. */
const PATIENCE_MS = 250;

/**
 * In which language a receipt is printed: the one that was asked for, else the member's. The points are given already, so
 * nothing here may fail: where enrollment is away it is the default. A programme with words of one language asks nobody.
 */
export async function receiptLanguage(
  { asked, programme: id, member }: Receipt,
  { members, programmes, clock }: Pick<AccrualPorts, 'members' | 'programmes' | 'clock'>,
): Promise<Language> {
  if (asked !== undefined) return asked;
  const programme = programmes.latest(id)?.programme;
  if (member === null || !programme || !hasWordsOfTwoLanguages(programme)) return BY_DEFAULT;

  const question = { member, at: clock.now(), timeZone: programme.timeZone };
  const told = members.facts([question]).then(([facts]) => spoken(facts?.language), unlessAway);
  return (await inTime(told)) ?? BY_DEFAULT;
}

function hasWordsOfTwoLanguages({ wallets }: Programme): boolean {
  return [...wallets.values()].some(({ words: { en, ru } }) => ru.one !== en.one || ru.many !== en.other);
}

/** Without its region: `ru` of `ru-RU`. */
function spoken(language = ''): Language | undefined {
  const tag = language.split('-')[0]?.toLowerCase();
  return LANGUAGES.find((each) => each === tag);
}

function unlessAway(error: unknown): undefined {
  if (outageProblem(error) === undefined) throw error;
}

async function inTime<Told>(told: Promise<Told>): Promise<Told | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([told, late]);
  } finally {
    clearTimeout(timer);
  }
}

import { LANGUAGES, type Language, type Programme } from '@loyalty/programme';
import { outageProblem } from '@loyalty/service-host/values';
import type { AccrualPorts, FactsQuestion } from '../ports.js';

interface Receipt {
  readonly programme: string;
  /** `mem_…`; null: nobody is known. */
  readonly member: string | null;
}

interface Asked {
  /** Whoever names a language is answered in it. */
  readonly asked: Language | undefined;
}

type LanguagePorts = Pick<AccrualPorts, 'members' | 'programmes' | 'clock'>;

/** What programmes speak where nothing else is known. */
const BY_DEFAULT: Language = 'en';
/** A till does not wait for a word; whoever has not answered by then is not waited for. */
const PATIENCE_MS = 250;
const SILENCE_MS = 1_000;

/**
 * In which language a receipt is printed: the one that was asked for, else the member's. The points are given already, so
 * nothing here may fail: where enrollment is away it is the default. A programme with words of one language asks nobody.
 */
export async function receiptLanguage({ asked, ...receipt }: Receipt & Asked, ports: LanguagePorts): Promise<Language> {
  const question = asked ?? questionOf(receipt, ports);
  if (typeof question !== 'object') return question;
  const told = ports.members.facts([question]).then(([facts]) => spoken(facts?.language), unlessAway);
  return (await inTime(told)) ?? BY_DEFAULT;
}

/** Members whose language a batch remembers; then it asks anew. */
const REMEMBERED_MAX = 10_000;

interface Waiting {
  readonly question: FactsQuestion;
  readonly tell: (language: Language) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * The same for the lines of a batch, whose receipts become ready in crowds: members are asked for together, and
 * once. Where enrollment is late or away, lines of the next second do not wait for it.
 */
export class ReceiptLanguages {
  private waiting: Waiting[] = [];
  /** By member; those of whom enrollment has told. */
  private readonly told = new Map<string, Language>();
  private silentUntil = 0;

  constructor(
    private readonly asked: Language | undefined,
    private readonly ports: LanguagePorts,
  ) {}

  async of(receipt: Receipt): Promise<Language> {
    const question = this.asked ?? questionOf(receipt, this.ports);
    if (typeof question !== 'object') return question;
    const told = this.told.get(question.member);
    if (told !== undefined) return told;
    if (performance.now() < this.silentUntil) return BY_DEFAULT;
    return new Promise((tell, fail) => {
      this.waiting.push({ question, tell, fail });
      if (this.waiting.length === 1) setImmediate(() => void this.ask());
    });
  }

  private async ask(): Promise<void> {
    const { waiting } = this;
    this.waiting = [];
    try {
      const told = this.ports.members.facts(waiting.map(({ question }) => question)).catch(unlessAway);
      const facts = await inTime(told);
      if (!facts) this.silentUntil = performance.now() + SILENCE_MS;
      if (this.told.size > REMEMBERED_MAX) this.told.clear();
      for (const [at, { question, tell }] of waiting.entries()) {
        const language = spoken(facts?.[at]?.language) ?? BY_DEFAULT;
        if (facts) this.told.set(question.member, language);
        tell(language);
      }
    } catch (error) {
      for (const { fail } of waiting) fail(error);
    }
  }
}

/** Whom to ask, or what is printed in any case. */
function questionOf(
  { programme: id, member }: Receipt,
  { programmes, clock }: LanguagePorts,
): FactsQuestion | Language {
  const programme = programmes.latest(id)?.programme;
  if (member === null || !programme || !hasWordsOfTwoLanguages(programme)) return BY_DEFAULT;
  return { member, at: clock.now(), timeZone: programme.timeZone };
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

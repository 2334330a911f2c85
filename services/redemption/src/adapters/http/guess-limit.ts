import { Problem } from '@loyalty/service-host';
import { redemptionProblemCodes as codes } from './problem-codes.js';

const WINDOW_MS = 600_000;
/** A shop's key sends what many people type; one member types little. */
const PER_MEMBER_MAX = 10;
const PER_KEY_MAX = 1_000;
/** Of what is remembered: those who guess are few, and a flood of names must not fill the memory. */
const NAMES_MAX = 100_000;

/** Codes that there are not, by who asked; of this process alone, by the real clock. */
export class GuessLimit {
  private readonly guesses = new Map<string, { count: number; readonly until: number }>();

  constructor(private readonly clock: { now(): number } = performance) {}

  /** @throws Problem `too_many_guesses` before anything is looked up. */
  refuse(names: GuessNames): void {
    const now = this.clock.now();
    for (const [name, max] of named(names)) {
      const found = this.guesses.get(name);
      if (!found || found.until <= now || found.count < max) continue;
      const seconds = Math.ceil((found.until - now) / 1000);
      throw new Problem({
        status: codes.too_many_guesses.status,
        code: 'too_many_guesses',
        headers: { 'Retry-After': String(seconds) },
      });
    }
  }

  note(names: GuessNames): void {
    const now = this.clock.now();
    for (const [name] of named(names)) {
      const found = this.guesses.get(name);
      if (found && found.until > now) found.count += 1;
      else this.begin(name, now + WINDOW_MS);
    }
  }

  private begin(name: string, until: number): void {
    this.guesses.delete(name);
    const [oldest] = this.guesses.keys();
    if (this.guesses.size >= NAMES_MAX && oldest !== undefined) this.guesses.delete(oldest);
    this.guesses.set(name, { count: 1, until });
  }
}

export interface GuessNames {
  /** The API key's id. */
  readonly key: string;
  /** As the till says who shows the code; absent: it does not. */
  readonly member?: object;
}

function named({ key, member }: GuessNames): readonly (readonly [name: string, max: number])[] {
  const ofKey = [key, PER_KEY_MAX] as const;
  return member ? [[`${key} ${JSON.stringify(member)}`, PER_MEMBER_MAX], ofKey] : [ofKey];
}

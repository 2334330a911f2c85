import { parseDuration, type Duration } from '../calendar/duration.js';
import type { ConditionCode } from '../conditions/index.js';
import { currencyCodes, currencyExponent } from '../money/currency.js';
import { parseDecimal } from '../money/decimal.js';
import { parsePattern, plainCode, type CodeList, type Pattern, type PatternFault } from '../pattern.js';
import type { TierCode } from '../tiers/build-tiers.js';
import type { DocumentProblem, Finding } from './document-problem.js';
import { nearest } from './nearest.js';
import { PROVIDED, type Need } from './provided.js';
import type { YamlText } from './yaml-text.js';

/** What a document can get wrong that has the right shape. */
export type MeaningCode =
  | 'unknown_time_zone'
  | 'unknown_currency'
  | 'repeats_main_currency'
  | 'not_a_decimal'
  | 'too_many_decimals'
  | 'too_small'
  | 'invalid_pattern'
  | 'included_and_excluded'
  | 'nothing_is_eligible'
  | 'nothing_releases'
  | 'not_a_date'
  | 'ends_before_it_begins'
  | 'unknown_name'
  | 'repeated_id'
  | 'wallet_required'
  | 'nothing_to_multiply'
  | 'contradicting_fields'
  | 'incomplete'
  | 'group_of_several_wallets'
  | 'never_more_than_another'
  | 'too_large'
  | 'step_out_of_order'
  | 'not_provided'
  | TierCode
  | ConditionCode;

/**
 * Reads the values of a document that mean more than their shape says, and collects what is wrong with them. A wrong
 * value is replaced by a harmless one, so that all problems are found in one go; the result is then thrown away.
 */
export class Meaning<Code extends string = never> {
  readonly problems: DocumentProblem<MeaningCode | Code>[] = [];
  readonly #document: YamlText;

  constructor(
    document: YamlText,
    /** What an evaluation can be brought; only programmes ask. */
    readonly provided: ReadonlySet<Need> = PROVIDED,
    /** Was accepted before: what is refused since then does not make it unreadable. */
    private readonly isApplied = false,
  ) {
    this.#document = document;
  }

  refuse(finding: Finding<MeaningCode | Code>): void {
    this.problems.push(this.#document.locate(finding));
  }

  /** What was let through once, and harms nobody but itself: it is refused to new documents alone. */
  refuseNew(finding: Finding<MeaningCode | Code>): void {
    if (!this.isApplied) this.refuse(finding);
  }

  timeZone(pointer: string, name: string): string {
    if (isTimeZone(name)) return name;
    const meant = nearest(name, Intl.supportedValuesOf('timeZone'));
    const expected = 'an IANA time zone such as Europe/Berlin';
    const message = `There is no time zone ${name}${meant ? `: did you mean ${meant}?` : '.'}`;
    this.refuse({ pointer, code: 'unknown_time_zone', message, expected: meant ?? expected, found: name });
    return 'UTC';
  }

  /** Tells a problem inside of a text, from this letter of its value on. */
  refuseWithin(finding: Finding<MeaningCode | Code>, letter: number): void {
    this.problems.push(this.#document.locate(finding, letter));
  }

  /** The digits after the currency's point. */
  currency(pointer: string, code: string, atField = false): number {
    const exponent = currencyExponent(code);
    if (exponent !== undefined) return exponent;
    const meant = nearest(code, currencyCodes());
    const message = `ISO 4217 has no currency ${code}${meant ? `: did you mean ${meant}?` : '.'}`;
    const expected = meant ?? 'an ISO 4217 currency such as EUR';
    this.refuse({ pointer, code: 'unknown_currency', message, expected, found: code, atField });
    return 2;
  }

  /** One of several names; the first of them where it is none, or nothing where there are none. */
  name(pointer: string, written: string, names: readonly string[], what: string, atField = false): string | undefined {
    if (names.includes(written)) return written;
    const meant = nearest(written, names);
    const expected = meant ?? (names.length === 0 ? `a ${what}; there is none` : `one of ${names.join(', ')}`);
    const message = `There is no ${what} ${written}${meant ? `: did you mean ${meant}?` : '.'}`;
    this.refuse({ pointer, code: 'unknown_name', message, expected, found: written, atField });
    return names[0];
  }

  /** A number as it is written, with the zeros at its end. */
  written(pointer: string): string {
    return this.#document.textAt(pointer) ?? '';
  }

  decimal(pointer: string, scale: number, bound: 'above zero' | 'zero or more'): bigint {
    const text = this.#document.textAt(pointer) ?? '';
    const value = parseDecimal(text, scale);
    const wrong = (code: MeaningCode, expected: string) => {
      this.refuse({ pointer, code, message: `Expected ${expected}, found ${text}.`, expected, found: text });
      return 1n;
    };
    if (parseDecimal(text, 18) === undefined) return wrong('not_a_decimal', 'a decimal number such as 1.00');
    if (value === undefined)
      return wrong('too_many_decimals', scale === 0 ? 'no decimals' : `at most ${scale} decimals`);
    if (value < 0n || (value === 0n && bound === 'above zero')) return wrong('too_small', `a number ${bound}`);
    return value;
  }

  /** The schema has checked the form. */
  duration(text: string): Duration {
    const duration = parseDuration(text);
    if (!duration) throw new Error(`The schema let through a wrong duration: ${text}`);
    return duration;
  }

  codes(pointer: string, texts: readonly string[] = []): CodeList {
    const codes = new Set<string>();
    const patterns: Pattern[] = [];
    texts.forEach((text, index) => {
      const pattern = parsePattern(text);
      if (typeof pattern === 'string') return this.refuse(patternFinding(`${pointer}/${index}`, text, pattern));
      const code = plainCode(pattern);
      if (code === undefined) patterns.push(pattern);
      else codes.add(code);
    });
    return { codes, patterns, isEmpty: codes.size === 0 && patterns.length === 0 };
  }
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const PATTERN_FAULTS: Readonly<Record<PatternFault, string>> = {
  too_long: 'at most 64 characters',
  looks_like_a_regular_expression:
    'a code or a pattern of * (any run), ? (any character), # (a digit), with a backslash before ^$[](){}|+; not a regular expression',
  ends_in_a_backslash: 'a character after the backslash',
  repeats_a_star: 'one * where there are several',
};

function patternFinding(pointer: string, text: string, fault: PatternFault): Finding<MeaningCode> {
  const expected = PATTERN_FAULTS[fault];
  return {
    pointer,
    code: 'invalid_pattern',
    message: `${text} is no pattern: expected ${expected}.`,
    expected,
    found: text,
  };
}

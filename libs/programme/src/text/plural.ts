import type { Language } from './texts.js';
import type { Unit } from './unit.js';

/** Counts that are written: whole, or a decimal such as `2.5`. */
export type Count = bigint | string;

type RussianForm = keyof Unit['ru'];

/**
 * The form of a Russian noun beside a count: 1, 21, 101 балл; 2, 3, 4, 22 балла; 0, 5 to 20, 111 баллов. A part of one takes
 * the second, whatever its last digit is: 1,5 балла, 0,1 балла. Own rules, since a runtime's are changed under our feet.
 */
export function russianForm(count: Count): RussianForm {
  const digits = digitsOf(count);
  if (digits.includes('.')) return 'few';
  const [tens, ones] = [digits.at(-2) ?? '0', digits.at(-1) ?? '0'];
  if (tens === '1') return 'many';
  if (ones === '1') return 'one';
  return ones === '2' || ones === '3' || ones === '4' ? 'few' : 'many';
}

/** After «не более», «до», «из», where the noun stands in the genitive: 1 балла, 3 баллов, 21 балла, 2,5 балла. */
export function russianGenitive(count: Count): RussianForm {
  const form = russianForm(count);
  return form === 'one' || digitsOf(count).includes('.') ? 'few' : 'many';
}

/** `1 point`, `−1 point`, `0 points`, `1.5 points`. */
export function englishForm(count: Count): keyof Unit['en'] {
  return digitsOf(count) === '1' ? 'one' : 'other';
}

export function nounOf(unit: Unit, count: Count, language: Language): string {
  return language === 'en' ? unit.en[englishForm(count)] : unit.ru[russianForm(count)];
}

/** Without the sign, and without zeros that say nothing: 1.00 is one. */
function digitsOf(count: Count): string {
  const text = String(count).replace(/^-/, '');
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

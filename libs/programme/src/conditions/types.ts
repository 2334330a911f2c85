import type { Domain } from './fact-schema.js';

/**
 * What a part of a condition is. `int` is a whole count, `number` a decimal (a quantity, a literal as 1.5), `money` an
 * amount in the main currency. All three are whole numbers of 10^-scale, so that nothing is ever rounded. `wrong` is a
 * part that already has a problem: it agrees with everything, so that one mistake is told once.
 */
export type Type =
  | { readonly kind: 'bool' | 'line' | 'wrong' }
  | { readonly kind: 'int' | 'number' | 'money'; readonly scale: number; readonly isConstant?: boolean }
  | { readonly kind: 'text'; readonly domain?: Domain }
  | { readonly kind: 'list'; readonly of: Type };

export type NumericType = Extract<Type, { readonly scale: number }>;

export const BOOL: Type = { kind: 'bool' };
export const WRONG: Type = { kind: 'wrong' };
export const INT: NumericType = { kind: 'int', scale: 0 };

export function isNumeric(type: Type): type is NumericType {
  return type.kind === 'int' || type.kind === 'number' || type.kind === 'money';
}

/** In the words of whoever reads the problem. */
export function describeType(type: Type): string {
  switch (type.kind) {
    case 'bool':
      return 'true or false';
    case 'int':
      return 'a whole number';
    case 'number':
      return 'a number';
    case 'money':
      return 'an amount of money';
    case 'text':
      return 'a text';
    case 'line':
      return 'a line';
    case 'list':
      return `a list of ${describeMany(type.of)}`;
    case 'wrong':
      return 'something unknown';
    default:
      return type satisfies never;
  }
}

function describeMany(type: Type): string {
  switch (type.kind) {
    case 'bool':
      return 'true and false';
    case 'int':
      return 'whole numbers';
    case 'number':
      return 'numbers';
    case 'money':
      return 'amounts of money';
    case 'text':
      return 'texts';
    case 'line':
      return 'lines';
    case 'list':
      return 'lists';
    case 'wrong':
      return 'something unknown';
    default:
      return type satisfies never;
  }
}

/**
 * The one type that both can be read as; undefined where they have none in common. A number that is written in the
 * condition is money beside money; a count or a quantity is not.
 */
export function common(left: Type, right: Type): Type | undefined {
  if (left.kind === 'wrong' || right.kind === 'wrong') return WRONG;
  if (isNumeric(left) && isNumeric(right)) return commonNumeric(left, right);
  if (left.kind === 'list' && right.kind === 'list') {
    const of = common(left.of, right.of);
    return of && { kind: 'list', of };
  }
  if (left.kind !== right.kind) return undefined;
  return left;
}

function commonNumeric(left: NumericType, right: NumericType): NumericType | undefined {
  const scale = Math.max(left.scale, right.scale);
  const isConstant = !!left.isConstant && !!right.isConstant;
  if (left.kind === right.kind) return { kind: left.kind, scale, isConstant };
  if (left.kind === 'money') return right.isConstant ? { kind: 'money', scale } : undefined;
  if (right.kind === 'money') return left.isConstant ? { kind: 'money', scale } : undefined;
  return { kind: 'number', scale, isConstant };
}

export function startsBig(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

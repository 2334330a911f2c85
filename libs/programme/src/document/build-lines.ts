import { isListed, type CodeList } from '../pattern.js';
import type { Basis, Eligibility, LineList } from '../programme.js';
import type { Meaning } from './meaning.js';
import type { LineFilterDocument, LineListDocument } from './programme-document.js';

export const DEFAULT_BASIS: Basis = { discount: 'after', tax: 'as-priced', paidWithPoints: 'excluded' };

interface Place {
  readonly pointer: string;
  /** Digits of the main currency. */
  readonly exponent: number;
}

/** Which lines are looked at; `kinds` are all that may be, where the document says nothing else. */
export function buildLineFilter(
  filter: LineFilterDocument,
  { pointer, exponent }: Place,
  meaning: Meaning,
  kinds: Eligibility['kinds'] = GOODS_AND_SERVICE,
): Eligibility {
  refuseContradiction(pointer, filter, meaning);
  return {
    kinds: filter.kinds ? new Set(filter.kinds) : kinds,
    ...(filter.include && { include: buildLines(`${pointer}/include`, filter.include, meaning) }),
    exclude: buildLines(`${pointer}/exclude`, filter.exclude ?? {}, meaning),
    unitPriceAbove:
      filter.unitPriceAbove === undefined
        ? null
        : meaning.decimal(`${pointer}/unitPriceAbove`, exponent, 'zero or more'),
  };
}

const GOODS_AND_SERVICE: Eligibility['kinds'] = new Set(['goods', 'service']);

function buildLines(pointer: string, lists: LineListDocument, meaning: Meaning): LineList {
  return {
    skus: meaning.codes(`${pointer}/skus`, lists.skus),
    categories: meaning.codes(`${pointer}/categories`, lists.categories),
  };
}

/** An offer of lines that the base rule does not look at could never give. */
export function refuseOutside(
  { kinds, include }: LineFilterDocument,
  { pointer, eligibility }: { readonly pointer: string; readonly eligibility: Eligibility },
  meaning: Meaning,
): void {
  const refuse = (field: 'kinds' | 'include', found: readonly string[], expected: string) => {
    const message = `The base rule of its wallet looks at none of these lines, and an offer at no others.`;
    const at = { pointer: `${pointer}/${field}`, expected, found: found.join(', ') };
    meaning.refuseNew({ ...at, code: 'nothing_is_eligible', message });
  };
  if (kinds?.every((kind) => !eligibility.kinds.has(kind)))
    refuse('kinds', kinds, `one of ${[...eligibility.kinds].join(', ')}`);

  const { skus = [], categories = [] } = include ?? {};
  const isOut = (list: CodeList) => (code: string) =>
    isListed(list, code) || list.patterns.some(({ text }) => text === code);
  const { exclude } = eligibility;
  if (include && skus.every(isOut(exclude.skus)) && categories.every(isOut(exclude.categories)))
    refuse('include', [...skus, ...categories], 'codes that `earn` does not exclude');
}

/** The same code on both lists is a slip of the pen: `exclude` would win without a word. */
function refuseContradiction(pointer: string, filter: LineFilterDocument, meaning: Meaning): void {
  for (const list of ['skus', 'categories'] as const) {
    filter.exclude?.[list]?.forEach((code, index) => {
      if (!filter.include?.[list]?.includes(code)) return;
      const message = `${code} is both included and excluded.`;
      const at = {
        pointer: `${pointer}/exclude/${list}/${index}`,
        expected: 'a code on one of the two lists',
        found: code,
      };
      meaning.refuse({ ...at, code: 'included_and_excluded', message });
    });
  }
}

import type { PurchaseExplanation } from '@loyalty/contracts';
import type { Standing } from '@loyalty/programme';

type SeenOfMember = Omit<Standing, 'counters' | 'budgets'>;

type CalendarPeriod = NonNullable<Standing['birthday']> extends ReadonlySet<infer Period> ? Period : never;

interface Seeing {
  tier?: string;
  segments?: Set<string>;
  birthday?: Set<CalendarPeriod>;
}

/** By the word under which an offer says what it saw of the member (rule 15): what of a standing it was. */
const READERS: Readonly<Record<string, (seeing: Seeing, value: string) => void>> = {
  tier: (seeing, value) => void (seeing.tier = value),
  segment: (seeing, value) => void (seeing.segments ??= new Set()).add(value),
  'birthday-day': (seeing) => void (seeing.birthday ??= new Set()).add('day'),
  'birthday-week': (seeing) => void (seeing.birthday ??= new Set()).add('week'),
  'birthday-month': (seeing) => void (seeing.birthday ??= new Set()).add('month'),
};

const NOTHING: SeenOfMember = {};

/**
 * What offers saw outside the purchase, taken from what the explanation recorded: it is not in the ledger, and must be
 * known after the member is erased. A fact without a reader is left out, so that the offer that saw it differs.
 */
export function seenOfMember(explanation: readonly PurchaseExplanation[]): SeenOfMember {
  let seeing: Seeing | undefined;
  for (const { seen } of explanation) {
    for (const { fact, value } of seen ?? NONE) READERS[fact]?.((seeing ??= {}), value);
  }
  return seeing ?? NOTHING;
}

const NONE: readonly never[] = [];

import type { PurchaseOutcome } from '@loyalty/contracts';
import type { MemberFacts, Standing } from '@loyalty/programme';

type SeenOfMember = Omit<Standing, 'counters' | 'budgets'>;
type BirthdayPeriod = NonNullable<Standing['birthday']> extends ReadonlySet<infer Period> ? Period : never;

interface Seeing {
  tier?: string;
  /** Undefined: nobody has looked at them. */
  segments: Set<string> | undefined;
  /** Undefined: nobody has looked at it. */
  birthday: Set<BirthdayPeriod> | undefined;
  readonly member: Record<string, unknown>;
  readonly wallets: Record<string, Record<string, bigint>>;
}

type Read = (seeing: Seeing, value: string) => void;

const birthday =
  (period: BirthdayPeriod): Read =>
  (seeing, value) => {
    seeing.birthday ??= new Set();
    if (value === 'true') seeing.birthday.add(period);
  };
const ofMember =
  <Value>(name: string & keyof MemberFacts, read: (value: string) => Value): Read =>
  (seeing, value) =>
    void (seeing.member[name] = read(value));
const segment: Read = (seeing, value) => {
  seeing.segments ??= new Set();
  // Nothing: that there were none.
  if (value !== '') seeing.segments.add(value);
};

/** By the word under which an offer says what it saw of the member (rule 15): what of a standing it was. */
const READERS: Readonly<Record<string, Read>> = {
  // `none` and nothing: that there was no tier.
  tier: (seeing, value) => void (value !== '' && value !== 'none' && (seeing.tier = value)),
  segment,
  'member.segments': segment,
  'birthday-day': birthday('day'),
  'birthday-week': birthday('week'),
  'birthday-month': birthday('month'),
  'member.birthdayDay': birthday('day'),
  'member.birthdayWeek': birthday('week'),
  'member.birthdayMonth': birthday('month'),
  'member.known': ofMember('known', (value) => value === 'true'),
  'member.daysSinceJoined': ofMember('daysSinceJoined', BigInt),
  'member.monthsSinceJoined': ofMember('monthsSinceJoined', BigInt),
  'member.purchases': ofMember('purchases', BigInt),
  'member.ageGroup': ofMember('ageGroup', String),
  'member.language': ofMember('language', String),
  'member.consents': ({ member }, value) => {
    const before = (member['consents'] as string[] | undefined) ?? [];
    member['consents'] = value === '' ? before : [...before, value];
  },
};

const NOTHING: SeenOfMember = {};

/**
 * What offers saw outside the purchase, taken from what they recorded, those too that only counted it as one of several: it
 * must be known after the member is erased. A fact without a reader is left out, so that the offer that saw it differs.
 */
export function seenOfMember({ explanation, visits = NONE }: Seeable): SeenOfMember {
  let seeing: Seeing | undefined;
  for (const list of [explanation, visits])
    for (const { seen } of list) {
      for (const { fact, value } of seen ?? NONE) {
        seeing ??= { segments: undefined, birthday: undefined, member: {}, wallets: {} };
        (READERS[fact] ?? walletReader(fact))?.(seeing, value);
      }
    }
  return seeing ? standingOf(seeing) : NOTHING;
}

type Seeable = Pick<PurchaseOutcome, 'explanation' | 'visits'>;

const NONE: readonly never[] = [];

/** `wallets.points.balance` */
function walletReader(fact: string): Read | undefined {
  const [of, wallet = '', name = ''] = fact.split('.');
  if (of !== 'wallets') return undefined;
  return (seeing, value) => void ((seeing.wallets[wallet] ??= {})[name] = BigInt(value));
}

function standingOf({ tier, segments, birthday: periods, member, wallets }: Seeing): SeenOfMember {
  return {
    ...(tier !== undefined && { tier }),
    ...(segments && { segments }),
    ...(periods && { birthday: periods }),
    ...(Object.keys(member).length > 0 && { member }),
    ...(Object.keys(wallets).length > 0 && { wallets }),
  };
}

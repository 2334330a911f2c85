import { instantText } from './date-text.js';
import { listText, quoted, sentence } from './list-text.js';
import { moneyText, type MoneyOf } from './money-text.js';
import { SIDES } from './entry-sides.js';
import { countText, numberText } from './number-text.js';
import type { Language } from './texts.js';
import type { Unit } from './unit.js';

/** What an entry of a statement is about, as data: what moved, why, and what went with it. */
export interface EntrySaid {
  readonly kind: EntryKind;
  /** By wallet. */
  readonly points: readonly PointsOf[];
  /** Whoever acted, the account on the other side, or the action. */
  readonly who?: string;
  readonly redemption?: string;
  /** A gift that is, or was, held until a person decides. */
  readonly gift?: string;
  readonly reason?: string;
  readonly cause?: CauseSaid;
  readonly until?: number;
  readonly sides?: Partial<Readonly<Record<SideKind, readonly PointsOf[]>>>;
  /** Lots of which this many points had expired unspent. */
  readonly expiredBefore?: bigint;
}

export interface PointsOf {
  readonly points: bigint;
  readonly unit: Unit;
}

export interface CauseSaid {
  readonly purchase?: { readonly externalId: string; readonly source: string; readonly at: number };
  readonly claimedAt?: number;
  /** What was reported, by its kind and by what its source calls it. */
  readonly action?: {
    readonly name: string;
    readonly externalId: string;
    readonly source: string;
    readonly at: number;
  };
  readonly return?: { readonly id: string; readonly units: readonly ReturnedSaid[] };
  readonly isVoid?: boolean;
}

/** Units of a line, or money alone; neither where a bonus went with a purchase that had qualified it. */
export interface ReturnedSaid {
  readonly line: string;
  readonly quantity?: string;
  readonly money?: MoneyOf;
}

type EntryKind = keyof typeof SENTENCES;
type SideKind = keyof typeof SIDES;

interface Parts {
  readonly points: string;
  /** One point in all: English says `was` of it. */
  readonly were: 'was' | 'were';
  readonly who: string;
  readonly until: string;
  /** These begin with a blank or a comma where they are not empty. */
  readonly by: string;
  readonly because: string;
  readonly redemption: string;
}

type Say = Readonly<Record<Language, (parts: Parts) => string>>;

const SENTENCES = {
  earned: {
    en: ({ points, by, because }) => `earned ${points}${by}${because}`,
    ru: ({ points, by, because }) => `начислено: ${points}${by}${because}`,
  },
  matured: {
    en: ({ points }) => `${points} became available: their time had come`,
    ru: ({ points }) => `стало доступно: ${points}, срок наступил`,
  },
  released: {
    en: ({ points, were, who, by }) => `${points} ${were} released${by === '' ? ` by ${who}` : by}`,
    ru: ({ points, who, by }) => `стало доступно: ${points}${by === '' ? `, действие ${quoted(who, 'ru')}` : by}`,
  },
  review_released: {
    en: ({ points }) => `${points} became available: a review let them through`,
    ru: ({ points }) => `стало доступно: ${points}, проверка пройдена`,
  },
  held: {
    en: ({ points, redemption, until }) => `set aside ${points}${redemption} until ${until}`,
    ru: ({ points, redemption, until }) => `отложено: ${points}${redemption}, до ${until}`,
  },
  hold_voided: {
    en: ({ points, were, redemption }) => `gave free ${points} that ${were} held${redemption}: the hold was voided`,
    ru: ({ points, redemption }) => `больше не отложено: ${points}${redemption}, отменено`,
  },
  hold_rejected: {
    en: ({ points, were, redemption, who, because }) =>
      `gave free ${points} that ${were} held${redemption}: ${who} rejected it in review${because}`,
    ru: ({ points, redemption, who, because }) =>
      `больше не отложено: ${points}${redemption}, ${who} отклоняет при проверке${because}`,
  },
  hold_lapsed: {
    en: ({ points, were, redemption }) => `gave free ${points} that ${were} held${redemption}: the hold had lapsed`,
    ru: ({ points, redemption }) => `больше не отложено: ${points}${redemption}, срок истёк`,
  },
  burned: {
    en: ({ points, redemption }) => `spent ${points}${redemption}`,
    ru: ({ points, redemption }) => `потрачено: ${points}${redemption}`,
  },
  refunded: {
    en: ({ points, redemption, by }) => `gave back ${points} that had been spent${redemption}${by}`,
    ru: ({ points, redemption, by }) => `возвращено из потраченного: ${points}${redemption}${by}`,
  },
  expired: {
    en: ({ points }) => `${points} expired unspent`,
    ru: ({ points }) => `сгорело без использования: ${points}`,
  },
  reversed: {
    en: ({ points, by }) => `took back ${points}${by}`,
    ru: ({ points, by }) => `списано: ${points}${by}`,
  },
  review_rejected: {
    en: ({ points, who, because }) => `took back ${points}: ${who} rejected them in review${because}`,
    ru: ({ points, who, because }) => `списано: ${points}, ${who} отклоняет при проверке${because}`,
  },
  collected: {
    en: ({ points, by }) => `took back ${points} that a return had found held${by}`,
    ru: ({ points, by }) => `списано: ${points}, которые возврат застал отложенными${by}`,
  },
  added: {
    en: ({ who, points, because }) => `added ${points} by ${who}${because}`,
    ru: ({ who, points, because }) => `начислено: ${points}, ${who}${because}`,
  },
  taken_away: {
    en: ({ who, points, because }) => `took away ${points} by ${who}${because}`,
    ru: ({ who, points, because }) => `списано: ${points}, ${who}${because}`,
  },
  transferred_out: {
    en: ({ points, who, because }) => `transferred ${points} to ${who}${because}`,
    ru: ({ points, who, because }) => `переведено: ${points}, на счёт ${who}${because}`,
  },
  transferred_in: {
    en: ({ points, who, because }) => `received ${points} from ${who}${because}`,
    ru: ({ points, who, because }) => `получено: ${points}, со счёта ${who}${because}`,
  },
  moved_out: {
    en: ({ points, who }) => `moved ${points} to ${who}`,
    ru: ({ points, who }) => `перенесено: ${points}, на счёт ${who}`,
  },
  moved_in: {
    en: ({ points, who }) => `moved here ${points} from ${who}`,
    ru: ({ points, who }) => `перенесено сюда: ${points}, со счёта ${who}`,
  },
} as const satisfies Readonly<Record<string, Say>>;

/** `Took back 42 points by return B-1 of purchase R-1 of till-7: 1 of line A.`, and a sentence for each thing beside it. */
export function entryText(entry: EntrySaid, timeZone: string, language: Language): string {
  const { kind, who = '', reason, until } = entry;
  const at = (instant: number) => instantText(instant, timeZone, language);
  const by = entry.cause ? causeText(entry.cause, at, language) : '';
  const main = SENTENCES[kind][language]({
    points: pointsText(entry.points, language),
    were: isOnePoint(entry.points) ? 'was' : 'were',
    who,
    until: until === undefined ? '' : at(until),
    by,
    // A purchase that earned says enough.
    because: reason === undefined || (by !== '' && kind !== 'review_rejected') ? '' : `: ${reason}`,
    redemption: purposeText(entry, language),
  });
  const said = [sentence(main)];
  for (const side of Object.keys(SIDES) as SideKind[]) {
    const points = entry.sides?.[side] ?? [];
    if (points.length === 0) continue;
    said.push(sentence(SIDES[side][language](pointsText(points, language), isOnePoint(points))));
  }
  const { expiredBefore = 0n } = entry;
  if (expiredBefore > 0n) {
    const count = numberText(expiredBefore, language);
    said.push(
      sentence(
        language === 'en'
          ? `${count} had expired unspent and ${expiredBefore === 1n ? 'counts' : 'count'} as taken back`
          : `сгорели без использования и считаются списанными: ${count}`,
      ),
    );
  }
  return said.join(' ');
}

const isOnePoint = (points: readonly PointsOf[]) => points.length === 1 && points[0]?.points === 1n;

/** What points were set aside for. */
function purposeText({ redemption, gift }: EntrySaid, language: Language): string {
  const inEnglish = language === 'en';
  if (gift !== undefined) return inEnglish ? ` for gift ${gift}` : `, подарок ${gift}`;
  if (redemption === undefined) return '';
  return inEnglish ? ` for redemption ${redemption}` : `, заказ ${redemption}`;
}

function pointsText(points: readonly PointsOf[], language: Language): string {
  if (points.length === 0) return language === 'en' ? 'nothing' : 'ничего';
  return listText(
    points.map((each) => countText(each.points, each.unit, language)),
    'and',
    language,
  );
}

function causeText(cause: CauseSaid, at: (instant: number) => string, language: Language): string {
  const inEnglish = language === 'en';
  const { purchase, claimedAt, isVoid, action } = cause;
  if (action) {
    const { name, externalId, source } = action;
    return inEnglish
      ? ` by action ${quoted(name, 'en')} (${externalId} of ${source}) at ${at(action.at)}`
      : `, действие ${quoted(name, 'ru')} (${externalId}, ${source}) от ${at(action.at)}`;
  }
  const named =
    purchase &&
    (inEnglish ? `${purchase.externalId} of ${purchase.source}` : `${purchase.externalId} (${purchase.source})`);
  if (cause.return) {
    const { id } = cause.return;
    const units = cause.return.units.map((each) => returnedText(each, language)).join(', ');
    const of = named === undefined ? '' : inEnglish ? ` of purchase ${named}` : ` покупки ${named}`;
    return `${inEnglish ? ` by return ${id}` : `, возврат ${id}`}${of}: ${units}`;
  }
  if (!purchase) return '';
  if (isVoid) return inEnglish ? ` because purchase ${named} was voided` : `, покупка ${named} отменена`;
  const claimed =
    claimedAt === undefined
      ? ''
      : inEnglish
        ? `, claimed at ${at(claimedAt)}`
        : `, получена участником ${at(claimedAt)}`;
  return `${inEnglish ? ` by purchase ${named} at` : `, покупка ${named} от`} ${at(purchase.at)}${claimed}`;
}

function returnedText({ line, quantity, money }: ReturnedSaid, language: Language): string {
  const inEnglish = language === 'en';
  const amount = money
    ? moneyText(money, language)
    : quantity === undefined
      ? undefined
      : numberText(quantity, language);
  const said = amount ?? (inEnglish ? 'a bonus' : 'бонус');
  return inEnglish ? `${said} of line ${line}` : `${said} из строки ${line}`;
}

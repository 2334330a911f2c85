import { formatExact, MONEY_SCALE, payable } from './money.js';
import { type Kind, OWN, type Side } from './movement.js';
import type { Period } from './period.js';
import { settlementId, type SettlementName } from './settlement-id.js';
import { chargeOf, type Terms } from './terms.js';

/** Movements that are alike in all that a statement tells apart. */
export interface Group {
  readonly party: string;
  /** In whose statement they stand. */
  readonly period: Period;
  /** In which month they happened: an earlier one where that was closed before they were recorded. */
  readonly happenedIn: Period;
  readonly side: Side;
  readonly kind: Kind;
  readonly wallet: string;
  /** Which of the programme's versions they are rated by, from 0. */
  readonly rated: number;
  readonly points: bigint;
  readonly movements: number;
}

export interface StatementLine {
  readonly side: Side;
  readonly kind: Kind;
  readonly wallet: string;
  /** Signed: what the points of this party that are to be honoured became more by, or what was spent at it. */
  readonly points: bigint;
  readonly movements: number;
  /** For one point; null: nobody pays for these. */
  readonly rate: string | null;
  readonly currency: string | null;
  /** In millionths; what the partner owes to the programme, negative: the programme to it. */
  readonly money: bigint;
  /** The month in which they happened, where that was closed before they were recorded. */
  readonly correctionOf: Period | null;
}

export interface Statement extends SettlementName {
  readonly timeZone: string;
  /** Points of its lots that are to be honoured, before and after. */
  readonly wallets: readonly { readonly wallet: string; readonly opening: bigint; readonly closing: bigint }[];
  readonly lines: readonly StatementLine[];
  /** In millionths, by currency. */
  readonly totals: readonly { readonly currency: string; readonly money: bigint }[];
}

interface Around {
  /** Of the whole party, in every period up to this one. */
  readonly groups: readonly Group[];
  readonly versions: readonly Terms[];
  readonly timeZone: string;
}

export function statementOf(name: SettlementName, { groups, versions, timeZone }: Around): Statement {
  const ours = groups.filter(({ party, period }) => party === name.party && period <= name.period);
  const lines = linesOf(
    ours.filter(({ period }) => period === name.period),
    versions,
  );
  return { ...name, timeZone, wallets: walletsOf(ours, name.period), lines, totals: totalsOf(lines) };
}

const KINDS: readonly Kind[] = [
  'issued',
  'adjusted',
  'reversed',
  'burned',
  'refunded',
  'expired',
  'repaid',
  'transferred',
];

function linesOf(groups: readonly Group[], versions: readonly Terms[]): readonly StatementLine[] {
  const lines = new Map<string, StatementLine>();
  for (const { period, happenedIn, side, kind, wallet, party, rated, points, movements } of groups) {
    const partner = party === OWN ? undefined : versions[rated]?.partners.get(party);
    const charge = chargeOf(partner, side, kind);
    const rate = charge && formatRate(charge.millionths);
    const currency = charge?.currency ?? null;
    const correctionOf = happenedIn === period ? null : happenedIn;
    const key = [correctionOf ?? '', side, KINDS.indexOf(kind), wallet, currency, rate].join(' ');
    const before = lines.get(key);
    lines.set(key, {
      side,
      kind,
      wallet,
      points: (before?.points ?? 0n) + points,
      movements: (before?.movements ?? 0) + movements,
      rate,
      currency,
      money: (before?.money ?? 0n) + (charge ? charge.sign * charge.millionths * points : 0n),
      correctionOf,
    });
  }
  return [...lines].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line);
}

function walletsOf(groups: readonly Group[], period: Period): Statement['wallets'] {
  const wallets = new Map<string, { opening: bigint; closing: bigint }>();
  for (const group of groups) {
    if (group.side !== 'issued') continue;
    const wallet = wallets.get(group.wallet) ?? { opening: 0n, closing: 0n };
    wallets.set(group.wallet, wallet);
    if (group.period < period) wallet.opening += group.points;
    wallet.closing += group.points;
  }
  return [...wallets]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([wallet, { opening, closing }]) => ({ wallet, opening, closing }));
}

function totalsOf(lines: readonly StatementLine[]): Statement['totals'] {
  const totals = new Map<string, bigint>();
  for (const { currency, money } of lines) {
    if (currency !== null) totals.set(currency, (totals.get(currency) ?? 0n) + money);
  }
  return [...totals].sort(([one], [other]) => (one < other ? -1 : 1)).map(([currency, money]) => ({ currency, money }));
}

function formatRate(millionths: bigint): string {
  const digits = millionths.toString().padStart(MONEY_SCALE + 1, '0');
  const decimals = digits.slice(-MONEY_SCALE).replace(/0+$/, '');
  return digits.slice(0, -MONEY_SCALE) + (decimals === '' ? '' : `.${decimals}`);
}

/** Who closed it, when and why. */
export interface Closing {
  readonly at: string;
  readonly by: string;
  readonly name: string;
  readonly reason: string;
}

/** As it is shown, and as it is kept once it is closed: the same statement is always the same bytes as JSON. */
export function statementBody(statement: Statement, closed: Closing | null) {
  const { programme, party, period, timeZone, wallets, lines, totals } = statement;
  return {
    id: settlementId(statement),
    programme,
    partner: party === OWN ? null : party,
    period,
    timeZone,
    status: closed ? ('closed' as const) : ('open' as const),
    wallets: wallets.map(({ wallet, opening, closing }) => ({
      wallet,
      opening: Number(opening),
      closing: Number(closing),
    })),
    lines: lines.map(({ side, kind, wallet, points, movements, rate, currency, money, correctionOf }) => ({
      side,
      kind,
      wallet,
      points: Number(points),
      movements,
      rate,
      currency,
      money: currency === null ? null : formatExact(money, currency),
      correctionOf,
    })),
    totals: totals.map(({ currency, money }) => ({
      currency,
      exact: formatExact(money, currency),
      due: payable(money < 0n ? -money : money, currency),
      payer: money < 0n ? ('programme' as const) : ('partner' as const),
    })),
    closed,
  };
}

export type StatementBody = ReturnType<typeof statementBody>;

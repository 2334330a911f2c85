import type {
  GivenBackPoints,
  LotPoints,
  PaidBack,
  PurchaseRecorded,
  RecordedPayment,
  ReturnedLine,
} from '@loyalty/contracts';

/** A payment whose points and their parts of the lines are known. */
export type PaidPayment = RecordedPayment & Required<Pick<RecordedPayment, 'paid' | 'redemption'>>;

export function pointsPayments({ payments }: Pick<PurchaseRecorded, 'payments'>): readonly PaidPayment[] {
  return payments.filter((payment): payment is PaidPayment => payment.paid !== undefined);
}

/**
 * What paid for a line goes back by the measure of rule 6, as what it earned does: so a line carries, beside its points by
 * lot, the points that paid for it by redemption, and what of it money paid. The three kinds of names never meet.
 */
export const MONEY = 'money';
const isRedemption = (name: string) => name.startsWith('red_');

/** By line, what paid for it; undefined where points paid nothing, and all of it is money. */
export function carriedPayments(
  facts: PurchaseRecorded,
  amountOf: (line: PurchaseRecorded['lines'][number]) => bigint,
): ReadonlyMap<string, ReadonlyMap<string, bigint>> | undefined {
  const payments = pointsPayments(facts);
  if (payments.length === 0) return undefined;
  const carried = new Map(facts.lines.map((line) => [line.id, new Map([[MONEY, amountOf(line)]])]));
  for (const { redemption, paid } of payments) {
    for (const { line, points, amount } of paid.lines) {
      const parts = carried.get(line);
      parts?.set(MONEY, (parts.get(MONEY) ?? 0n) - amount);
      parts?.set(redemption, points);
    }
  }
  return carried;
}

export const paysFor = (name: string) => name === MONEY || isRedemption(name);

/** As an event says it: earned points by lot, and apart from them what had paid. */
export function returnedLine(
  line: Pick<ReturnedLine, 'line' | 'quantity' | 'amount'>,
  carried: readonly LotPoints[],
): ReturnedLine {
  const money = carried.find(({ lot }) => lot === MONEY);
  if (!money) return { ...line, lots: carried };
  const paid = carried
    .filter(({ lot, points }) => isRedemption(lot) && points > 0n)
    .map(({ lot, points }) => ({ redemption: lot, points }));
  const lots = carried.filter(({ lot }) => !paysFor(lot));
  return { ...line, lots, ...(paid.length > 0 && { paid }), money: money.points };
}

/** All that a line gave back, by the names under which it carried it. */
export function carriedBack({ lots, paid = [], money }: ReturnedLine): readonly LotPoints[] {
  if (money === undefined) return lots;
  return [
    ...lots,
    ...paid.map(({ redemption, points }) => ({ lot: redemption, points })),
    { lot: MONEY, points: money },
  ];
}

/** By redemption, in the order of the purchase's payments. */
export function paidBack(facts: PurchaseRecorded, lines: readonly ReturnedLine[]): readonly PaidBack[] {
  return pointsPayments(facts).flatMap(({ redemption }) => {
    let points = 0n;
    for (const { paid = [] } of lines)
      for (const part of paid) if (part.redemption === redemption) points += part.points;
    return points === 0n ? [] : [{ redemption, points }];
  });
}

/** The same as a return's answer tells it. */
export function givenBackOf(
  { facts }: { readonly facts: PurchaseRecorded },
  lines: readonly ReturnedLine[],
): readonly GivenBackPoints[] {
  const wallets = new Map(pointsPayments(facts).map(({ redemption, paid }) => [redemption, paid.wallet]));
  return paidBack(facts, lines).map((back) => ({ wallet: wallets.get(back.redemption) ?? '', ...back }));
}

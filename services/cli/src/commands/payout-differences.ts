export interface PayoutLine {
  readonly payout: string;
  readonly amount: string;
  readonly currency: string;
  readonly status: string;
  readonly reference?: string | null;
}

export interface PayoutDifference {
  readonly payout: string;
  /** `missing`: one side does not have it; `twice`: the provider lists it more than once. */
  readonly differs: 'missing' | 'twice' | 'amount' | 'currency' | 'status' | 'reference';
  readonly ours: string;
  readonly theirs: string;
}

/** What is under way here is that for the provider, whatever it calls it; an end is an end. */
const isEnd = (status: string): boolean => status === 'settled' || status === 'failed';

/**
 * What the provider says otherwise than we do. `elsewhere` are payouts of ours that the day's file does not have: sent on
 * another day by our clocks. One that we still wait for and the provider does not list is no difference yet.
 */
export function differencesOf(
  ours: readonly PayoutLine[],
  theirs: readonly PayoutLine[],
  elsewhere: readonly PayoutLine[] = [],
): readonly PayoutDifference[] {
  const known = new Map([...elsewhere, ...ours].map((line) => [line.payout, line]));
  const listed = new Map<string, PayoutLine>();
  const differences: PayoutDifference[] = [];
  for (const line of theirs) {
    const { payout } = line;
    const mine = known.get(payout);
    if (listed.has(payout)) differences.push({ payout, differs: 'twice', ours: 'once', theirs: 'again' });
    else if (mine) differences.push(...between(mine, line));
    else differences.push({ payout, differs: 'missing', ours: 'nothing', theirs: said(line) });
    listed.set(payout, line);
  }
  for (const line of ours) {
    // One that the provider refused at once need not stand in its file: no money moved.
    if (listed.has(line.payout) || line.status !== 'settled') continue;
    differences.push({ payout: line.payout, differs: 'missing', ours: said(line), theirs: 'nothing' });
  }
  return differences;
}

function* between(ours: PayoutLine, theirs: PayoutLine): Generator<PayoutDifference> {
  const { payout } = ours;
  if (canonical(ours.amount) !== canonical(theirs.amount))
    yield { payout, differs: 'amount', ours: ours.amount, theirs: theirs.amount };
  if (ours.currency !== theirs.currency)
    yield { payout, differs: 'currency', ours: ours.currency, theirs: theirs.currency };
  if (standing(ours) !== standing(theirs))
    yield { payout, differs: 'status', ours: ours.status, theirs: theirs.status };
  const [mine, other] = [ours.reference, theirs.reference];
  if (mine && other && asSaid(mine) !== asSaid(other))
    yield { payout, differs: 'reference', ours: mine, theirs: other };
}

const standing = ({ status }: PayoutLine): string => (isEnd(status) ? status : 'under way');

/** A file for spreadsheets, as ours is, puts an apostrophe before what would begin a formula. */
const asSaid = (reference: string): string => reference.replace(/^'(?=[=+\-@])/, '');

/** 1.50 is 1.5. */
const canonical = (amount: string): string => (amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount);

const said = ({ amount, currency, status }: PayoutLine): string => `${amount} ${currency} ${status}`;

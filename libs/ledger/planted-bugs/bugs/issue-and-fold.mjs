/** What Lots and lines carry, and what a stream makes of an Account. */
export const issueAndFold = [
  {
    name: 'a Lot is still pending at the instant at which it becomes available',
    file: 'evolve.ts',
    search: 'lot.availableAt > occurredAt',
    replacement: 'lot.availableAt >= occurredAt',
  },
  {
    name: 'points that are pending repay what is owed',
    file: 'earn.ts',
    search: 'lots.filter((lot) => !isPending(lot, occurredAt))',
    replacement: '[...lots]',
  },
  {
    name: 'a back-dated Lot neither matures nor expires by its own dates',
    file: 'earn.ts',
    search: '    settle(entries, now);\n',
    replacement: '',
  },
  {
    name: 'what expired unspent is counted by every Return again',
    file: 'evolve.ts',
    search: 'countExpired(draft, { lot: counted.lot, points: -counted.points })',
    replacement: 'countExpired(draft, { lot: counted.lot, points: 0n })',
  },
  {
    name: 'a Shortfall is not remembered',
    file: 'evolve.ts',
    search: '  wallet.shortfall += short.points;\n',
    replacement: '',
  },
  {
    name: 'a Shortfall stays after it was collected',
    file: 'evolve.ts',
    search: '    wallet.shortfall -= slice.points;\n',
    replacement: '',
  },
  {
    name: 'a stream that tells a wrong balance is believed',
    file: 'evolve.ts',
    search: 'found?.available !== told.available ||',
    replacement: '',
  },
  {
    name: 'units carry their points rounded down',
    file: 'allocation.ts',
    search: 'return (dividend + divisor - 1n) / divisor;',
    replacement: 'return dividend / divisor;',
  },
  {
    name: 'ties between lines go to the last',
    file: 'allocation.ts',
    search: 'Number(other.remainder - one.remainder)',
    replacement: 'Number(other.remainder - one.remainder) || other.at - one.at',
  },
  {
    name: 'a unit can be returned twice',
    file: 'allocation.ts',
    search: 'share: { ...share, returned } }',
    replacement: 'share }',
  },
  {
    name: 'money given back takes its share of what is left, not of what was issued',
    file: 'allocation.ts',
    search: 'shareOfMoney(moneyBack, issued) - shareOfMoney(share.moneyBack, issued)',
    replacement: 'shareOfMoney(amount, issued)',
  },
  {
    name: 'a slice forgets the partner that issued its Lot',
    file: 'slice.ts',
    search: '    ...(terms.partner === undefined ? {} : { partner: terms.partner }),\n',
    replacement: '',
  },
];

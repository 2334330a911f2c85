/** What Returns take, what is owed, and what falls short. */
export const clawBack = [
  {
    name: 'what is owed is never repaid',
    file: 'repay.ts',
    search: 'walletOf(account, wallet)?.owed ?? 0n',
    replacement: '0n',
  },
  {
    name: 'the last to expire repays what is owed',
    file: 'repay.ts',
    search: '[...credited].sort(burnOrder)',
    replacement: '[...credited].sort(burnOrder).reverse()',
  },
  {
    name: 'a released hold repays nothing',
    file: 'release-hold.ts',
    search: 'const repaid = repaidBy(hold.slices, entries.account);',
    replacement: 'const repaid: never[] = [];',
  },
  {
    name: 'a hold that was made after a Return pays its Shortfall',
    file: 'release-hold.ts',
    search: 'if (claim.version >= hold.version) ',
    replacement: '',
  },
  {
    name: 'one Return is given what a hold sets free for another',
    file: 'release-hold.ts',
    search: '    free = left;\n',
    replacement: '',
  },
  {
    name: 'only_pending takes back what has matured',
    file: 'reverse.ts',
    search: "if (missing === 0n || this.policy === 'only_pending') return;",
    replacement: 'if (missing === 0n) return;',
  },
  {
    name: 'within_balance goes below zero',
    file: 'reverse.ts',
    search: "(this.policy === 'unlimited' ? this.owed : this.shortfall)",
    replacement: '(this.owed)',
  },
  {
    name: 'a Return takes the units of another Return',
    file: 'reverse.ts',
    search: "this.policy === 'only_pending' ? missing : this.fromAvailable(this.partsOf(lot), missing)",
    replacement: 'missing',
  },
  {
    name: 'a Return takes from the soonest to expire before the Lots of its units',
    file: 'reverse.ts',
    search: 'for (const { lot } of made) missing = this.fromAvailable(this.partsOf(lot), missing);',
    replacement: '',
  },
  {
    name: 'points that expired unspent are taken a second time',
    file: 'reverse.ts',
    search: 'let missing = points - this.fromExpired(lot, points);',
    replacement: 'let missing = points;',
  },
  {
    name: 'a Return may be earlier than the pending points it takes',
    file: 'reverse.ts',
    search: '    this.creditedAt = Math.max(this.creditedAt, pending.creditedAt);\n',
    replacement: '',
  },
  {
    name: 'a reversal does not say by which policy it was made',
    file: 'reverse.ts',
    search: '      policy,\n',
    replacement: '',
  },
];

import type { LedgerEvent } from '@loyalty/ledger';
import type { Findings } from '../findings.js';
import type { Given } from './history.js';

/** Never more of a line goes back than it was given, and once all is returned nothing of it is left. */
export function checkGone(findings: Findings, given: readonly Given[], isAllReturned: boolean): void {
  for (const { id, facts, outcome, gone } of given) {
    if (!facts) continue;
    for (const { id: lot, lines } of outcome.lots)
      for (const { line, points } of lines) {
        const back = gone.get(`${lot} ${line}`) ?? 0n;
        findings.atMost(`${id}: of line ${line} goes back`, points, back);
        if (isAllReturned) findings.same(`${id}: of line ${line} all went back`, points, back);
      }
  }
}

/** What a return should take is taken, owed, expired before, or stands in its Shortfall by the policy that is named. */
export function checkReversed(findings: Findings, events: readonly LedgerEvent[], made: (lot: string) => bigint): void {
  for (const event of events) {
    if (event.type !== 'PointsReversed') continue;
    const { policy, shortfall, owed } = event;
    const short = shortfall.reduce((sum, { points }) => sum + points, 0n);
    const owing = owed.reduce((sum, { points }) => sum + points, 0n);
    if (policy === 'unlimited') findings.same('unlimited leaves no Shortfall', 0n, short);
    else findings.same(`${policy} leaves nothing owed`, 0n, owing);
    for (const { lot, points } of event.expiredBefore) findings.atMost(`${lot}: expired before`, made(lot), points);
  }
}

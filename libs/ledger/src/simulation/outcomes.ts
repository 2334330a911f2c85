import type { Decision } from '../decision.js';
import type { LedgerEvent } from '../events.js';
import type { Step } from './commands.js';

export type Outcomes = Record<string, number>;

export function count(outcomes: Outcomes, name: string): void {
  outcomes[name] = (outcomes[name] ?? 0) + 1;
}

/** What a step led to, in the words of the domain: a simulation that never gets somewhere proves nothing of it. */
export function countStep(outcomes: Outcomes, step: Step, decision: Decision): void {
  if (!decision.accepted) {
    count(outcomes, `refused: ${decision.rejection.reason}`);
    return;
  }
  count(outcomes, `accepted: ${step.verb}`);
  const { verb, command } = step;
  if (verb === 'adjust') count(outcomes, 'up' in command ? 'adjusted up' : 'adjusted down');
  if (verb === 'reverse') count(outcomes, `reversed ${command.policy}`);
  if (verb === 'refund' && command.slices.some(({ expiresAt }) => (expiresAt ?? Infinity) <= command.now)) {
    count(outcomes, 'refunded by grace');
  }
  if ('occurredAt' in command && command.occurredAt < command.now) count(outcomes, 'dated back');
  if ('occurredAt' in command && command.occurredAt > command.now) count(outcomes, 'dated ahead');
  for (const [at, event] of decision.events.entries()) countEvent(outcomes, event, decision.events[at - 1]);
}

function countEvent(outcomes: Outcomes, event: LedgerEvent, before: LedgerEvent | undefined): void {
  count(outcomes, event.type);
  if ('repaid' in event && event.repaid.length > 0) count(outcomes, 'owed points repaid');
  if ('owed' in event && event.owed.length > 0) count(outcomes, 'points owed');
  switch (event.type) {
    case 'PointsReversed':
      if (event.shortfall.length > 0) count(outcomes, 'shortfall left');
      if (event.expiredBefore.length > 0) count(outcomes, 'expired before the return');
      if (event.pendingSlices.length > 0) count(outcomes, 'pending points reversed');
      return;
    case 'ShortfallCollected':
      return count(outcomes, 'shortfall collected');
    case 'HoldReleased':
      return count(outcomes, `hold ${event.cause}`);
    case 'PointsBurned':
      if (event.hold === undefined) return;
      if (event.released.length > 0) count(outcomes, 'captured in part');
      if (event.slices.some((slice) => isOver(slice.expiresAt, event))) count(outcomes, 'captured after expiry');
      return;
    case 'PointsTransferredOut':
      if (event.hold === undefined) return;
      if (event.slices.some((slice) => isOver(slice.expiresAt, event))) count(outcomes, 'given after expiry');
      return;
    case 'PointsExpired':
      if (before?.type === 'HoldReleased' && before.cause === 'lapsed') count(outcomes, 'lapsed with expired lots');
      if (event.slices.some((slice) => slice.expiresAt !== event.occurredAt)) count(outcomes, 'expired later than due');
      return;
    case 'AccountMovedIn':
      count(outcomes, event.whole ? 'all moved' : 'a member moved');
      if (event.holds.length > 0) count(outcomes, 'holds moved');
      if (event.shortfall.length > 0) count(outcomes, 'shortfall moved');
      if (event.claims.length > 0) count(outcomes, 'a claim on holds moved');
      return;
    case 'PointsTransferredIn':
      return count(outcomes, event.slices.some(({ origin }) => origin) ? 'transferred away' : 'transferred home');
    default:
      return;
  }
}

function isOver(expiresAt: number | null, { occurredAt }: LedgerEvent): boolean {
  return expiresAt !== null && expiresAt <= occurredAt;
}

import type { RedemptionPorts } from '../ports.js';
import { capturing } from '../capture.js';
import { loadPayout, type PayoutRow } from './payout-row.js';
import type { PayoutPorts, ProviderAnswer } from './payout-ports.js';
import { showPayout } from './show-payout.js';
import { expire, fail, hasEnded, markAccepted, markSent, settle, stepPayout } from './payout-steps.js';

export type DrivePorts = Omit<RedemptionPorts, 'payouts'> & { readonly payouts: PayoutPorts };

/** What a drive came to; `uncovered`: paid, and its points were no longer held. */
export type DriveOutcome =
  'accepted' | 'settled' | 'failed' | 'expired' | 'unknown' | 'waiting' | 'ended' | 'uncovered';

export interface Driven {
  readonly outcome: DriveOutcome;
  readonly why?: string;
  /** The provider says when. */
  readonly retryAfterMs?: number;
}

/**
 * One payout as far as it goes now: handed over if it was not, asked for if it was. An answer that is not known changes
 * nothing but when it is asked again; only the provider's own word ends a payout that was sent.
 */
export async function drivePayout(id: string, ports: DrivePorts): Promise<Driven> {
  const { store, payouts } = ports;
  const found = await loadPayout(id, ports);
  if (!found) throw new Error(`${id} is no payout`);
  if (found.status === 'awaiting_approval') {
    const expired = await stepPayout(id, store, expire(await ports.programmes()));
    return ended(id, expired === 'done' ? 'expired' : 'waiting', ports);
  }
  if (hasEnded(found.status)) return ended(id, 'ended', ports);
  if (found.status === 'requested' && found.inReview) return { outcome: 'waiting' };
  const isFirst = found.status === 'requested' && (await stepPayout(id, store, markSent)) === 'done';
  if (isFirst) return heard(id, await send(found, payouts), ports);
  const asked = await payouts.provider.ask(id);
  if (asked.outcome !== 'not_known') return heard(id, asked, ports);
  // It was given up in the same moment, and never sent.
  const now = await loadPayout(id, ports);
  if (!now?.sentAt) return ended(id, 'ended', ports);
  return heard(id, await send(now, payouts), ports);
}

async function send(
  { id, amount, currency }: PayoutRow,
  { provider, destinations }: PayoutPorts,
): Promise<ProviderAnswer> {
  const destination = await destinations.find(id);
  if (destination === undefined) return { outcome: 'unknown', why: 'its destination is no longer kept' };
  return provider.send({ id, destination, amount, currency });
}

async function heard(id: string, answer: ProviderAnswer, ports: DrivePorts): Promise<Driven> {
  const { store } = ports;
  switch (answer.outcome) {
    case 'accepted':
      await stepPayout(id, store, markAccepted(answer.reference));
      return ended(id, 'accepted', ports);
    case 'settled': {
      const settled = await stepPayout(id, store, settle(answer.reference, await capturing(ports)));
      return ended(id, settled === 'uncovered' ? 'uncovered' : settled === 'done' ? 'settled' : 'ended', ports);
    }
    case 'failed': {
      const failed = await stepPayout(id, store, fail(answer, await ports.programmes()));
      return ended(id, failed === 'done' ? 'failed' : 'ended', ports);
    }
    case 'not_known':
      return { outcome: 'unknown', why: 'the provider does not know what it was just sent' };
    case 'unknown': {
      const { why, retryAfterMs } = answer;
      return { outcome: 'unknown', why, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    }
    default:
      return answer satisfies never;
  }
}

async function ended(id: string, outcome: DriveOutcome, ports: DrivePorts): Promise<Driven> {
  const row = await loadPayout(id, ports);
  if (!row) throw new Error(`${id} was a payout`);
  await showPayout(row, ports.payouts);
  return { outcome };
}

import { readPoints } from './points.js';
import type { SentPart, SentRedemption } from './sent-redemption.js';

/**
 * What was sent, in one form: points summed by wallet, what may be left out as what it stands for. Its own ids are not
 * part of it, and never what we computed from it, or the same redemption would differ after a programme's change.
 */
export function canonicalRedemption(sent: SentRedemption, payout?: { readonly destination: string }): string {
  return JSON.stringify([
    Object.entries(sent.member),
    sent.points ? canonicalPoints(sent.points) : { reward: sent.reward?.id },
    sent.lapsesAfter ?? null,
    sent.order ?? null,
    sent.capture ?? false,
    ...(sent.partner === undefined ? [] : [{ partner: sent.partner }]),
    ...(payout ? [payout.destination, sent.reward?.id] : []),
    ...(sent.pays ? [{ pays: sent.pays.currency ?? null }] : []),
  ]);
}

export function canonicalRefund(redemption: string, { points }: SentPart): string {
  return JSON.stringify([redemption, points ? canonicalPoints(points) : null]);
}

function canonicalPoints(points: NonNullable<SentPart['points']>) {
  return readPoints(points).map((part) => [part.wallet, part.points.toString()]);
}

import { deadline, parseDuration, type Programme } from '@loyalty/programme';
import { readPoints, samePoints } from './points.js';
import type { Redemption } from './redemption-stream.js';
import type { SentRedemption } from './sent-redemption.js';

/**
 * Which parts of what was sent differ from what was recorded under the same id. The identity is not in the log, so it
 * is named when nothing else explains that the fingerprints differ.
 */
export function differences(
  { facts: first, reward, payout }: Redemption,
  {
    sent,
    owner,
    programme,
  }: { sent: SentRedemption; owner: { readonly member: string } | undefined; programme: Programme },
): readonly string[] {
  const wasCaptured = first.lapsesAt === null;
  const differing = [
    ...(owner === undefined || first.member === owner.member ? [] : ['member']),
    ...(reward?.reward === sent.reward?.id ? [] : ['reward']),
    ...((reward && !sent.points) || samePoints(first.points, readPoints(sent.points ?? [])) ? [] : ['points']),
    ...(first.order === sent.order ? [] : ['order']),
    ...(first.partner === sent.partner ? [] : ['partner']),
    ...(wasCaptured === (sent.capture ?? false) ? [] : ['capture']),
    ...(wasCaptured || payout || first.lapsesAt === lapseOf(sent, first.occurredAt, programme) ? [] : ['lapsesAfter']),
  ];
  return differing.length > 0 ? differing : [payout ? 'destination' : 'member'];
}

function lapseOf({ lapsesAfter }: SentRedemption, from: number, programme: Programme): number {
  const asked = lapsesAfter === undefined ? undefined : parseDuration(lapsesAfter);
  return deadline(programme, from, asked ?? programme.holdLapsesAfter);
}

import { deadline, parseDuration, type Programme } from '@loyalty/programme';
import { readPoints, samePoints } from './points.js';
import type { Redemption } from './redemption-stream.js';
import type { SentRedemption } from './sent-redemption.js';

/**
 * Which parts of what was sent differ from what was recorded under the same id. What the log does not have as it was sent
 * (the identity, `pays`, how long something would have been held that was captured at once) is named when nothing else
 * explains that the fingerprints differ.
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
  if (differing.length > 0) return differing;
  if (payout) return ['destination'];
  return [
    'member',
    ...(first.rate || sent.pays ? ['pays'] : []),
    ...(wasCaptured && sent.lapsesAfter !== undefined ? ['lapsesAfter'] : []),
  ];
}

function lapseOf({ lapsesAfter }: SentRedemption, from: number, programme: Programme): number {
  const asked = lapsesAfter === undefined ? undefined : parseDuration(lapsesAfter);
  return deadline(programme, from, asked ?? programme.holdLapsesAfter);
}

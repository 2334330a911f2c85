import type { LedgerEvent, Moved } from '@loyalty/ledger';

interface Portion {
  readonly wallet: string;
  readonly points: bigint;
}

/** What an entry is about, in words for the one who has to explain it to a member. */
export function explanationText(event: LedgerEvent, causedBy: string | undefined): string {
  return [mainSentence(event, causedBy), ...sideSentences(event)].join(' ');
}

function mainSentence(event: LedgerEvent, causedBy: string | undefined): string {
  const by = causedBy === undefined ? '' : ` ${causedBy}`;
  switch (event.type) {
    case 'PointsEarned':
      return `Earned ${told(event.lots)}${by || because(event.reason)}.`;
    case 'PointsMatured':
      return `${told(event.slices)} became available: their time had come.`;
    case 'LotReleased':
      return `${told(event.slices)} were released by ${event.action}.`;
    case 'PointsHeld':
      return `Set aside ${told(event.slices)}${forRedemption(event)} until ${new Date(event.lapsesAt).toISOString()}.`;
    case 'HoldReleased':
      return `Gave free ${told(event.slices)} that were held${forRedemption(event)}: the hold was ${event.cause}.`;
    case 'PointsBurned':
      return `Spent ${told(event.slices)}${forRedemption(event)}.`;
    case 'PointsRefunded':
      return `Gave back ${told(event.slices)} that had been spent${forRedemption(event)}${by}.`;
    case 'PointsExpired':
      return `${told(event.slices)} expired unspent.`;
    case 'PointsReversed':
      return `Took back ${told([...event.slices, ...event.pendingSlices, ...event.owed])}${by}.`;
    case 'ShortfallCollected':
      return `Took back ${told(event.slices)} that a return had found held${by}.`;
    case 'PointsAdjusted':
      return event.lots.length > 0
        ? `${event.actor} added ${told(event.lots)}${because(event.reason)}.`
        : `${event.actor} took away ${told([...event.slices, ...event.owed])}${because(event.reason)}.`;
    case 'PointsTransferredOut':
      return `Transferred ${told(event.slices)} to ${event.to}${because(event.reason)}.`;
    case 'PointsTransferredIn':
      return `Received ${told(event.slices)} from ${event.from}${because(event.reason)}.`;
    case 'AccountMovedOut':
      return `Moved to ${event.to}: ${movedWords(event)}.`;
    case 'AccountMovedIn':
      return `Moved here from ${event.from}: ${movedWords(event)}.`;
    default:
      throw new Error(`no words are known for ${(event satisfies never as LedgerEvent).type}`);
  }
}

function movedWords({ slices, lots, holds, owed }: Moved): string {
  const points = [...slices, ...lots];
  const parts = [
    ...(points.length > 0 ? [told(points)] : []),
    ...holds.map((hold) => `${told(hold.slices)} held for ${hold.redemption ?? hold.hold}`),
    ...(owed.length > 0 ? [`a debt of ${told(owed)}`] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'nothing';
}

function sideSentences(event: LedgerEvent): string[] {
  const sentences: string[] = [];
  const say = (portions: readonly Portion[], sentence: (told: string) => string) => {
    if (portions.length > 0) sentences.push(sentence(told(portions)));
  };
  if ('repaid' in event) say(event.repaid, (points) => `Of these, ${points} went to what was owed.`);
  if (event.type === 'PointsBurned')
    say(event.released, (points) => `${points} of the hold were not needed and are free again.`);
  if (event.type === 'PointsAdjusted')
    say(event.owed, (points) => `${points} were not there: they are owed, and later credits repay them.`);
  if (event.type === 'PointsReversed') {
    say(event.pendingSlices, (points) => `${points} of them were still pending.`);
    say(event.owed, (points) => `${points} were spent already: they are owed, and later credits repay them.`);
    say(
      event.shortfall,
      (points) => `${points} could not be taken and stay as shortfall; later earnings do not pay it.`,
    );
    const expired = event.expiredBefore.reduce((sum, { points }) => sum + points, 0n);
    if (expired > 0n) sentences.push(`${expired} had expired unspent and count as taken back.`);
  }
  return sentences;
}

function told(portions: readonly Portion[]): string {
  const sums = new Map<string, bigint>();
  for (const { wallet, points } of portions) sums.set(wallet, (sums.get(wallet) ?? 0n) + points);
  if (sums.size === 0) return 'nothing';
  return [...sums].map(([wallet, points]) => `${points} ${wallet}`).join(' and ');
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : `: ${reason}`;
}

function forRedemption({ redemption }: { readonly redemption?: string }): string {
  return redemption === undefined ? '' : ` for redemption ${redemption}`;
}

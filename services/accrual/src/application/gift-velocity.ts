import { contactChangesWithin, exceeded, limitsOn, type Programme } from '@loyalty/programme';
import type { Owner } from '../domain/purchase-state.js';
import type { Rejection } from '../domain/rejections.js';
import { velocityStream } from '../domain/velocity-stream.js';
import { limitSaid, velocityStreamId } from './count-move.js';
import type { Draft } from './draft.js';
import type { AccrualPorts } from './ports.js';

interface Giving {
  readonly giver: Owner;
  readonly programme: Programme;
  readonly wallet: string;
  readonly points: bigint;
  /** Lately; empty where no limit looks at it. */
  readonly contactChanges: readonly number[];
}

/** When the giver's contact was changed, as far back as limits of gifts look; asked only where one does. */
export async function giverChanges(
  { member, programme: { velocity } }: { readonly member: string; readonly programme: Programme },
  { contactChanges, clock }: Pick<AccrualPorts, 'contactChanges' | 'clock'>,
): Promise<readonly number[]> {
  const within = velocity ? contactChangesWithin(limitsOn(velocity, 'gifts', 'member')) : 0;
  return within === 0 ? [] : contactChanges({ member, since: clock.now() - within });
}

/** Why a gift is too much at present; undefined: it is not. Guarded: two gifts at once find the same room. */
export function giftTooOften(
  draft: Draft,
  { giver, programme, wallet, points, contactChanges }: Giving,
): Rejection | undefined {
  const { velocity } = programme;
  const limits = velocity ? limitsOn(velocity, 'gifts', 'member').filter(({ then }) => then !== 'report') : [];
  if (limits.length === 0) return undefined;
  const { state: moves } = draft.state(velocityStream, velocityStreamId(programme.id, 'member', giver.member));
  for (const limit of limits) {
    const found = exceeded(limit, moves, { points: [{ wallet, points }], now: draft.now, contactChanges });
    if (found) return { reason: 'velocity_limit_reached', ...limitSaid(found), againAt: found.againAt };
  }
  return undefined;
}

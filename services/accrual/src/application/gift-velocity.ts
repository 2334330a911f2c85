import { exceeded, limitsOn, type Programme } from '@loyalty/programme';
import type { Owner } from '../domain/purchase-state.js';
import type { Rejection } from '../domain/rejections.js';
import { velocityStream } from '../domain/velocity-stream.js';
import { limitSaid, velocityStreamId } from './count-move.js';
import type { Draft } from './draft.js';

interface Giving {
  readonly giver: Owner;
  readonly programme: Programme;
  readonly wallet: string;
  readonly points: bigint;
}

/** Why a gift is too much at present; undefined: it is not. Guarded: two gifts at once find the same room. */
export function giftTooOften(draft: Draft, { giver, programme, wallet, points }: Giving): Rejection | undefined {
  const { velocity } = programme;
  const limits = velocity ? limitsOn(velocity, 'gifts', 'member').filter(({ then }) => then !== 'report') : [];
  if (limits.length === 0) return undefined;
  const { state: moves } = draft.state(velocityStream, velocityStreamId(programme.id, 'member', giver.member));
  for (const limit of limits) {
    const found = exceeded(limit, moves, { points: [{ wallet, points }], now: draft.now });
    if (found) return { reason: 'velocity_limit_reached', ...limitSaid(found), againAt: found.againAt };
  }
  return undefined;
}

import { derivedStream } from '@loyalty/contracts';
import { exceeded, limitsOn, neededUntil, type Programme, type VelocityLimit } from '@loyalty/programme';
import type { Owner } from '../domain/purchase-state.js';
import type { Rejection } from '../domain/rejections.js';
import { velocityStream } from '../domain/velocity-stream.js';
import { accountStreamId } from './account-book.js';
import type { Draft } from './draft.js';

interface Giving {
  readonly giver: Owner;
  readonly programme: Programme;
  readonly wallet: string;
  readonly points: bigint;
}

/** Why it is too much at present; undefined: it is not. Guarded: two gifts at once find the same room. */
export function giftTooOften(draft: Draft, { giver, programme, wallet, points }: Giving): Rejection | undefined {
  const limits = limitsOfGifts(programme);
  if (limits.length === 0) return undefined;
  const { state: moves } = draft.state(velocityStream, streamOf(programme, giver));
  for (const limit of limits) {
    const found = exceeded(limit, moves, { points: [{ wallet, points }], now: draft.now });
    if (!found) continue;
    const { id, on, of, within } = limit;
    const { limit: _limit, ...numbers } = found;
    const named = found.measure === 'points' ? { wallet } : {};
    return { reason: 'velocity_limit_reached', limit: id, on, of, within, ...named, ...numbers };
  }
  return undefined;
}

/** Counts it where the programme bounds gifts. A reversal gives no room back: it was given all the same. */
export function countGift(
  draft: Draft,
  { giver, programme, wallet, points, counted }: Giving & { readonly counted: string },
): void {
  const limits = limitsOfGifts(programme);
  if (limits.length === 0) return;
  const occurredAt = draft.now;
  const event = {
    type: 'VelocityCounted',
    programme: programme.id,
    on: 'gifts',
    of: 'member',
    member: giver.member,
    counted,
    points: [{ wallet, points }],
    occurredAt,
    neededUntil: neededUntil(limits, occurredAt),
  } as const;
  const beside = accountStreamId(giver.account);
  draft.append(velocityStream, streamOf(programme, giver), { event, occurredAt, beside });
}

const limitsOfGifts = ({ velocity }: Programme): readonly VelocityLimit[] =>
  velocity ? limitsOn(velocity, 'gifts', 'member') : [];

/** The stream in which redemption counts, too. */
function streamOf({ id }: Programme, { member }: Owner): string {
  return derivedStream(`velocity:${id}:member:${member}`);
}

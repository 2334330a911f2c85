import { velocityStreamId } from '@loyalty/contracts';
import {
  contactChangesWithin,
  exceeded,
  type Exceeded,
  limitSaid,
  limitsOn,
  type Programme,
  type VelocityLimit,
} from '@loyalty/programme';
import type { Owner } from '../../domain/purchase-state.js';
import type { Rejection } from '../../domain/rejections.js';
import { velocityStream } from '../../domain/streams/velocity-stream.js';
import type { Draft } from '../draft.js';
import type { AccrualPorts } from '../ports.js';

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
export function giftTooOften(draft: Draft, giving: Giving): Rejection | undefined {
  const [found] = limitsAgainst(draft, giving, 'refuse');
  return found && { reason: 'velocity_limit_reached', ...limitSaid(found), againAt: found.againAt };
}

/** All that a person has to decide about first; guarded in the same way. */
export function giftToReview(draft: Draft, giving: Giving): readonly Exceeded[] {
  return limitsAgainst(draft, giving, 'review');
}

function limitsAgainst(
  draft: Draft,
  { giver, programme, wallet, points, contactChanges }: Giving,
  then: VelocityLimit['then'],
): readonly Exceeded[] {
  const { velocity } = programme;
  const limits = velocity ? limitsOn(velocity, 'gifts', 'member').filter((limit) => limit.then === then) : [];
  if (limits.length === 0) return [];
  const { state: moves } = draft.state(velocityStream, velocityStreamId(programme.id, 'member', giver.member));
  const asked = { points: [{ wallet, points }], now: draft.now, contactChanges };
  return limits.flatMap((limit) => exceeded(limit, moves, asked) ?? []);
}

/** Whether the receiver is a member who may be erased before a person decides: a household's account has no such. */
export async function canBeErased(
  { member, programme }: { readonly member: string; readonly programme: string },
  { members, programmes, clock }: Pick<AccrualPorts, 'members' | 'programmes' | 'clock'>,
): Promise<boolean> {
  const velocity = programmes.inForce(programme, clock.now())?.programme.velocity;
  const isHeldByAny = velocity && limitsOn(velocity, 'gifts', 'member').some(({ then }) => then === 'review');
  if (!isHeldByAny) return false;
  const [found] = await members.resolve([{ programme, identity: { kind: 'id', value: member } }]);
  return found !== undefined && !('unknownMember' in found);
}

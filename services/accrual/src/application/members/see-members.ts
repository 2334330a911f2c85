import { needsOf, type Programme, type Purchase, type StandingNeeds } from '@loyalty/programme';
import type { Owner } from '../../domain/purchase-state.js';
import type { AccrualPorts, CoarseFacts } from '../ports.js';
import type { ProgrammeVersion } from '../programmes.js';

/** What others were asked of a member before the purchase is decided, as far as the programme asks. */
export interface SeenOfMember {
  readonly facts?: CoarseFacts;
  readonly segments?: ReadonlySet<string>;
}

export interface Sight {
  readonly owner: Owner;
  readonly judge: ProgrammeVersion;
  readonly purchase: Purchase;
}

export const NOTHING_SEEN: SeenOfMember = {};

/** What an evaluation of a programme looks at; a quote looks at more. */
export type NeedsOf = (programme: Programme) => StandingNeeds;

export function asksOfMembers({ programme }: ProgrammeVersion, needs: NeedsOf = needsOf): boolean {
  const needed = needs(programme);
  return asksFacts(programme, needed) || needed.segments;
}

/** Who invited them is told with the rest. */
function asksFacts({ referral }: Programme, { birthday, member }: StandingNeeds): boolean {
  return birthday || member || referral !== null;
}

/**
 * For many at once, in order. Whoever cannot be asked is not guessed at: the purchase is refused as not decided, and comes
 * again. Programmes that ask for nothing of a person have nobody asked.
 */
export async function seeMembers(
  sights: readonly Sight[],
  { members, segments }: Pick<AccrualPorts, 'members' | 'segments'>,
  needed: NeedsOf = needsOf,
): Promise<readonly SeenOfMember[]> {
  const needs = sights.map(({ judge }) => needed(judge.programme));
  const asking = sights.filter(({ judge }, at) => asksFacts(judge.programme, needs[at] ?? needed(judge.programme)));
  const asksSegments = sights.filter((_, at) => needs[at]?.segments);
  if (asking.length === 0 && asksSegments.length === 0) return sights.map(() => NOTHING_SEEN);

  const [facts, ofSegments] = await Promise.all([
    asking.length === 0 ? NONE : members.facts(asking.map(questionOf)),
    asksSegments.length === 0 || !segments ? NONE : segments.of(asksSegments.map(segmentQuestionOf)),
  ]);
  const told = new Map(asking.map((sight, at) => [sight, facts[at]]));
  const found = new Map(asksSegments.map((sight, at) => [sight, ofSegments[at]]));
  return sights.map((sight): SeenOfMember => {
    const [mine, inSegments] = [told.get(sight), found.get(sight)];
    return { ...(mine && { facts: mine }), ...(inSegments && { segments: inSegments }) };
  });
}

const NONE: readonly never[] = [];

function segmentQuestionOf({ owner: { member, account }, judge }: Sight) {
  return { programme: judge.id, version: judge.version, member, account };
}

/** By the clocks of the store, else of the programme, as hours and days are (rule 14). */
function questionOf({ owner, judge, purchase }: Sight) {
  const { storeZones, timeZone } = judge.programme;
  const zone = purchase.store === undefined ? undefined : storeZones.get(purchase.store);
  return { member: owner.member, at: purchase.occurredAt, timeZone: zone ?? timeZone };
}

/** Of whoever claims a purchase that is recorded already. */
export async function seeClaimant(
  owner: Owner,
  purchase: Purchase & { readonly programme: string },
  ports: Pick<AccrualPorts, 'members' | 'segments' | 'programmes'>,
): Promise<SeenOfMember> {
  const judge = ports.programmes.inForce(purchase.programme, purchase.occurredAt);
  if (!judge || !asksOfMembers(judge)) return NOTHING_SEEN;
  const [seen = NOTHING_SEEN] = await seeMembers([{ owner, judge, purchase }], ports);
  return seen;
}

import { memberCondition, type Condition, type ConditionProblem, type Programme } from '@loyalty/programme';
import type { Audience } from '../domain/audience.js';
import type { Campaign } from '../domain/campaign.js';
import type { KnownVersions } from './known-versions.js';
import { type Counted, countMembers, type MemberPorts } from './segment-members.js';

export type AudienceRefusal =
  | { readonly refused: 'segment_not_found'; readonly segment: string }
  | { readonly refused: 'invalid_condition'; readonly problems: readonly ConditionProblem[] };

/** The condition behind an audience, by the newest version of its programme. */
export function audienceCondition(audience: Audience, programme: Programme): Condition | AudienceRefusal {
  if ('segment' in audience) {
    const segment = programme.segments.get(audience.segment);
    return segment ? segment.when : { refused: 'segment_not_found', segment: audience.segment };
  }
  const compiled = memberCondition(programme, audience.when);
  return 'problems' in compiled ? { refused: 'invalid_condition', problems: compiled.problems } : compiled.condition;
}

/** What launching a campaign would reach. */
export interface Reach extends Partial<Counted> {
  readonly audience: Audience | null;
  /** The offers of the campaign, and whether each gives to its audience alone: the document decides that, not the audience. */
  readonly offers: readonly { readonly offer: string; readonly forAudienceAlone: boolean }[];
}

/** Counted now; without an audience nobody is. */
export async function reachOf(
  { programme: id, campaign, audience }: Campaign,
  { versions, ...ports }: MemberPorts & { readonly versions: KnownVersions },
): Promise<Reach | AudienceRefusal> {
  const programme = await versions.newest(id);
  if (!programme) throw new Error(`the campaign ${campaign} is of ${id}, which was never applied`);
  const own = programme.offers.filter((offer) => offer.campaign === campaign);
  const offers = own.map(({ id: offer, only }) => {
    const asksFor = audience && 'segment' in audience ? [...(only.segments ?? [])] : [];
    return { offer, forAudienceAlone: asksFor.length === 1 && isSegment(audience, asksFor[0]) };
  });
  if (!audience) return { audience, offers };
  const condition = audienceCondition(audience, programme);
  if ('refused' in condition) return condition;
  return { audience, offers, ...(await countMembers(programme, condition, ports)) };
}

function isSegment(audience: Audience | null, segment: string | undefined): boolean {
  return audience !== null && 'segment' in audience && audience.segment === segment;
}

import { type Audience, isSameAudience } from '../domain/audience.js';
import type { Campaign } from '../domain/campaign.js';
import type { Step } from '../domain/proposal.js';
import { audienceCondition, type AudienceRefusal } from './audience.js';
import type { CampaignPorts } from './ports.js';

export interface RegisterCampaign {
  readonly programme: string;
  readonly campaign: string;
  readonly name: string;
  readonly goal: string | null;
  readonly audience: Audience | null;
  readonly step: Step;
}

export type RegisterAnswer =
  | { readonly campaign: Campaign; readonly repeated: boolean }
  | { readonly refused: 'programme_not_found' }
  | AudienceRefusal
  | { readonly refused: 'other_content'; readonly first: Campaign };

/**
 * Makes a campaign of a programme something to run. It may stand in no document yet: it is then a draft. Programme and
 * campaign are its name, so the same again is a repeat.
 */
export async function registerCampaign(
  { programme, campaign: name, step, ...said }: RegisterCampaign,
  { versions, campaigns, newUuid }: Pick<CampaignPorts, 'versions' | 'campaigns' | 'newUuid'>,
): Promise<RegisterAnswer> {
  const newest = await versions.newest(programme);
  if (!newest) return { refused: 'programme_not_found' };
  const condition = said.audience && audienceCondition(said.audience, newest);
  if (condition && 'refused' in condition) return condition;
  const campaign: Campaign = {
    id: newUuid(),
    programme,
    campaign: name,
    ...said,
    createdBy: step.by,
    createdAt: step.at,
  };
  const { at, by, road, reason } = step;
  const registered = { id: newUuid(), programme, campaign: name, at, by, road, reason };
  const first = await campaigns.register(campaign, { ...registered, step: 'campaign_registered' });
  if (!first) return { campaign, repeated: false };
  const isSame = first.name === said.name && first.goal === said.goal && isSameAudience(first.audience, said.audience);
  if (!isSame) return { refused: 'other_content', first };
  return { campaign: first, repeated: true };
}

import { type CampaignSwitched, type ProgrammeLog, programmeStream, programmeStreamId } from '@loyalty/contracts';
import { type Audience, isSameAudience } from '../domain/audience.js';
import { type Campaign, type Turn, turned } from '../domain/campaign.js';
import type { Step } from '../domain/proposal.js';
import { audienceCondition, type AudienceRefusal } from './audience.js';
import { campaignsSaidBy } from './campaign-view.js';
import type { CampaignPorts } from './ports.js';
import { readApplied } from './programme-facts.js';

export interface EditCampaign {
  /** A UUID. */
  readonly id: string;
  readonly name?: string | undefined;
  readonly goal?: string | null | undefined;
  readonly audience?: Audience | null | undefined;
  readonly turn?: Turn | undefined;
  readonly step: Step;
}

export type EditAnswer =
  | { readonly campaign: Campaign }
  | AudienceRefusal
  | { readonly refused: 'campaign_not_found' | 'campaign_stopped' | 'campaign_not_applied' };

/** Other words for it, or a switch, which is an event of the log: purchases from then on are judged by it. */
export async function editCampaign(
  { id, name, goal, audience, turn, step }: EditCampaign,
  {
    store,
    campaigns,
    versions,
    announce,
    newUuid,
  }: Pick<CampaignPorts, 'store' | 'campaigns' | 'versions' | 'announce' | 'newUuid'>,
): Promise<EditAnswer> {
  const found = await campaigns.find(id);
  if (!found) return { refused: 'campaign_not_found' };
  if (audience) {
    const programme = await versions.newest(found.programme);
    const condition = programme && audienceCondition(audience, programme);
    if (condition && 'refused' in condition) return condition;
  }
  if (turn) {
    const refused = await switchCampaign(found, { turn, step }, store);
    if (refused) return { refused };
    await announce();
  }
  const edited: Campaign = {
    ...found,
    ...(name !== undefined && { name }),
    ...(goal !== undefined && { goal }),
    ...(audience !== undefined && { audience }),
  };
  const isSame = edited.name === found.name && edited.goal === found.goal;
  if (!isSame || !isSameAudience(edited.audience, found.audience)) {
    const { at, by, road, reason } = step;
    const { programme, campaign } = found;
    await campaigns.edit(edited, { id: newUuid(), programme, campaign, step: 'campaign_edited', at, by, road, reason });
  }
  return { campaign: edited };
}

type SwitchRefusal = 'campaign_stopped' | 'campaign_not_applied';

async function switchCampaign(
  { programme, campaign }: Campaign,
  { turn, step }: { readonly turn: Turn; readonly step: Step },
  store: CampaignPorts['store'],
): Promise<SwitchRefusal | undefined> {
  const stream = programmeStreamId(programme);
  const { answer } = await store.execute<SwitchRefusal | undefined>({
    on: stream,
    decide(view) {
      const { state: log } = view.state(programmeStream, stream);
      if (!isApplied(log, campaign)) return { answer: 'campaign_not_applied', appends: [] };
      const decided = turned(turn, log.switches.findLast((each) => each.campaign === campaign)?.type);
      if ('refused' in decided) return { answer: decided.refused, appends: [] };
      if (decided.event === null) return { answer: undefined, appends: [] };
      const occurredAt = view.now;
      const { by: actor, road, reason } = step;
      const event: CampaignSwitched = {
        type: decided.event,
        programme,
        campaign,
        occurredAt,
        actor,
        road,
        reason: reason ?? '',
      };
      return { answer: undefined, appends: [{ category: programmeStream, stream, events: [{ event, occurredAt }] }] };
    },
  });
  return answer;
}

/** Any version may know it: what judged by an older one can still arrive. */
function isApplied({ versions }: ProgrammeLog, campaign: string): boolean {
  return versions.some(({ document }) => campaignsSaidBy(readApplied(document).said).has(campaign));
}

import { Answers, formatInstant, fromId, jsonBody, Problem, RequireScopes, toId } from '@loyalty/service-host';
import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type CampaignView, viewCampaign, viewCampaigns } from '../../application/campaign-view.js';
import { reachOf } from '../../application/audience.js';
import { editCampaign } from '../../application/edit-campaign.js';
import { registerCampaign } from '../../application/register-campaign.js';
import type { Audience } from '../../domain/audience.js';
import type { Campaign, Turn } from '../../domain/campaign.js';
import { campaignEditSchema, campaignSchema } from './bodies.schema.js';
import * as answers from './campaign-answers.schema.js';
import { CAMPAIGN_PORTS, type CampaignPorts } from './campaign-ports.js';
import { ListCampaignsDto } from './dto/list-campaigns.dto.js';
import { audienceProblem, problem } from './refusal.convert.js';
import { reachAnswer } from './segment-answers.schema.js';
import { type Caller, CurrentCaller, stepOf } from './step.js';

interface SentCampaign {
  readonly programme: string;
  readonly campaign: string;
  readonly name: string;
  readonly goal?: string | null;
  readonly audience?: Audience | null;
  readonly reason?: string;
}

interface SentEdit {
  readonly name?: string;
  readonly goal?: string | null;
  readonly audience?: Audience | null;
  readonly status?: keyof typeof TURNS;
  readonly reason: string;
}

const TURNS = { live: 'resume', paused: 'pause', stopped: 'stop' } as const satisfies Record<string, Turn>;

@Controller('/v1/campaigns')
@ApiTags('Campaigns')
@RequireScopes('programmes:write')
export class CampaignsController {
  constructor(@Inject(CAMPAIGN_PORTS) private readonly ports: CampaignPorts) {}

  @Post()
  @ApiOperation({
    summary: 'Make a campaign of a programme’s document something to run',
    description:
      '`programme` and `campaign` are its name: the same again is a repeat. It may stand in no document yet.',
  })
  @Answers({ 201: answers.campaignAnswer })
  async register(
    @Body(jsonBody<SentCampaign>(campaignSchema)) { goal = null, audience = null, reason, ...sent }: SentCampaign,
    @CurrentCaller() caller: Caller,
  ) {
    const step = stepOf(caller, { at: this.ports.clock.now(), reason });
    const answer = await registerCampaign({ ...sent, goal, audience, step }, this.ports);
    if ('campaign' in answer) return { ...(await this.bodyOf(answer.campaign)), repeated: answer.repeated };
    if (answer.refused === 'programme_not_found') throw problem(answer.refused);
    if (answer.refused !== 'other_content') throw audienceProblem(answer);
    const first = toId('cmp', answer.first.id);
    throw new Problem({ status: 409, code: 'already_used_with_other_content', extensions: { first } });
  }

  @Get()
  @RequireScopes('balances:read')
  @ApiOperation({ summary: 'Campaigns as they stand now' })
  @Answers({ 200: answers.campaignsAnswer })
  async list(@Query() { programme }: ListCampaignsDto) {
    return { items: (await viewCampaigns(this.ports, programme)).map(campaignBody), next: null };
  }

  @Get(':id')
  @RequireScopes('balances:read')
  @ApiOperation({ summary: 'A campaign as it stands now', description: 'With what its budget has given and has left.' })
  @Answers({ 200: answers.campaignView })
  async read(@Param('id') id: string) {
    const found = await this.ports.campaigns.find(fromId('cmp', id) ?? UNKNOWN);
    if (!found) throw problem('campaign_not_found');
    return this.bodyOf(found);
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Pause, resume or stop a campaign, or call it otherwise',
    description:
      'A switch holds for purchases of that time on, by their `occurredAt`; nothing that was earned is touched.',
  })
  @Answers({ 200: answers.campaignView })
  async edit(
    @Param('id') id: string,
    @Body(jsonBody<SentEdit>(campaignEditSchema)) { name, goal, audience, status, reason }: SentEdit,
    @CurrentCaller() caller: Caller,
  ) {
    const step = stepOf(caller, { at: this.ports.clock.now(), reason });
    const turn = status && TURNS[status];
    const answer = await editCampaign(
      { id: fromId('cmp', id) ?? UNKNOWN, name, goal, audience, turn, step },
      this.ports,
    );
    if ('campaign' in answer) return this.bodyOf(answer.campaign);
    if (answer.refused === 'segment_not_found' || answer.refused === 'invalid_condition') throw audienceProblem(answer);
    throw problem(answer.refused);
  }

  @Post(':id/plan')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Whom a campaign would reach',
    description: 'Counts its audience now, among the members who have ever bought something; nothing is written.',
  })
  @Answers({ 200: reachAnswer })
  async plan(@Param('id') id: string) {
    const found = await this.ports.campaigns.find(fromId('cmp', id) ?? UNKNOWN);
    if (!found) throw problem('campaign_not_found');
    const reach = await reachOf(found, this.ports);
    if ('refused' in reach) throw audienceProblem(reach);
    return { id, ...reach };
  }

  private async bodyOf(campaign: Campaign) {
    return campaignBody(await viewCampaign(campaign, this.ports));
  }
}

/** Of nothing that is ours. */
const UNKNOWN = '00000000-0000-0000-0000-000000000000';

function campaignBody({ id, createdAt, period, switched, ...view }: CampaignView) {
  const instant = (at: number | null) => at && formatInstant(at);
  return {
    id: toId('cmp', id),
    ...view,
    createdAt: formatInstant(createdAt),
    from: instant(period.from),
    until: instant(period.until),
    switched: switched && {
      at: formatInstant(switched.occurredAt),
      by: switched.actor,
      road: switched.road,
      reason: switched.reason,
    },
  };
}

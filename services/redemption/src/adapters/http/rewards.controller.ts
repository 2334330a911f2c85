import { Answers, jsonBody, pageOf, RequireScopes, StaffAct, type StaffAction } from '@loyalty/service-host';
import { Body, Controller, Get, Inject, Param, Put, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { availableRewards } from '../../application/rewards/available-rewards.js';
import type { RedemptionPorts } from '../../application/ports.js';
import { putReward } from '../../application/rewards/put-reward.js';
import { listRewards, readReward } from '../../application/rewards/read-reward.js';
import type { SentReward } from '../../domain/rewards/reward.js';
import { rewardSchema } from '../../domain/rewards/reward.schema.js';
import { FindRewardsDto } from './dto/find-rewards.dto.js';
import { RewardIdDto } from './dto/reward-id.dto.js';
import { REDEMPTION_PORTS } from './redemption-ports.js';
import { decidedOrProblem, rejectionProblem } from './rejection.convert.js';
import * as answers from './reward-answer.schema.js';
import { availabilityBody, rewardBody } from './reward.convert.js';

@Controller('/v1/rewards')
@ApiTags('Rewards')
@RequireScopes('redemptions:read')
export class RewardsController {
  constructor(@Inject(REDEMPTION_PORTS) private readonly ports: RedemptionPorts) {}

  @Put(':id')
  @RequireScopes('rewards:write')
  @ApiOperation({
    summary: 'Put a reward into the catalogue, or change it',
    description:
      'What is held for it keeps its price. `stock` is how many there are in all, so the same put again adds none.',
  })
  @Answers({ 200: answers.rewardView, 201: answers.rewardView })
  async put(
    @Param() { id }: RewardIdDto,
    @Body(jsonBody<SentReward>(rewardSchema)) sent: SentReward,
    @StaffAct({ in: 'query' }) act: StaffAction,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { isNew, ...view } = await act.record(async () =>
      decidedOrProblem(await putReward(id, { sent, actor: act.asked.actor }, this.ports)),
    );
    void reply.code(isNew ? 201 : 200);
    return rewardBody(view);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A reward, with what is left of it now' })
  @Answers({ 200: answers.rewardView })
  async read(@Param('id') id: string) {
    const view = await readReward(id, this.ports);
    if (!view) throw rejectionProblem({ reason: 'reward_not_found', reward: id });
    return rewardBody(view);
  }

  @Get()
  @ApiOperation({
    summary: 'The catalogue; for a member, what they can have now, and why not',
    description: 'With `member`, every reward says what it costs them and all that stands in the way, with numbers.',
  })
  @Answers({ 200: answers.rewardList })
  async list(@Query() { member, programme, ...paging }: FindRewardsDto) {
    if (member === undefined) {
      const { items, next } = pageOf(await listRewards(programme, this.ports), paging, idOf);
      return { items: items.map(rewardBody), next };
    }
    const asked = { member, ...(programme === undefined ? {} : { programme }) };
    const { items, next } = pageOf(decidedOrProblem(await availableRewards(asked, this.ports)), paging, idOf);
    return { items: items.map(availabilityBody), next };
  }
}

const idOf = ({ reward }: { readonly reward: { readonly id: string } }): string => reward.id;

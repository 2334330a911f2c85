import {
  type Actor,
  Answers,
  CurrentActor,
  jsonBody,
  RequireScopes,
  StaffAct,
  type StaffAction,
} from '@loyalty/service-host';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RedemptionPorts } from '../../application/ports.js';
import { moveFulfilment } from '../../application/rewards/move-fulfilment.js';
import { type NamedFulfilment, namedFulfilmentSchema } from '../../domain/rewards/fulfilment.schema.js';
import { fulfilmentAsked } from './fulfilment.convert.js';
import * as answers from './redemption-answer.schema.js';
import { REDEMPTION_PORTS } from './redemption-ports.js';
import { fulfilmentBody } from './redemption.convert.js';
import { decidedOrProblem } from './rejection.convert.js';

/** For a warehouse: its key says how far rewards are on their way, and can spend nothing. */
@Controller('/v1/fulfilments')
@ApiTags('Redemptions')
@RequireScopes('fulfilments:write')
export class FulfilmentsController {
  constructor(@Inject(REDEMPTION_PORTS) private readonly ports: RedemptionPorts) {}

  @Post()
  @ApiOperation({
    summary: 'Say how far the reward of a redemption is on its way',
    description: 'Safe to send again, late, and out of order: with `occurredAt` what is older changes nothing.',
  })
  @Answers({ 201: answers.fulfilmentAnswer })
  async move(
    @Body(jsonBody<NamedFulfilment>(namedFulfilmentSchema)) { redemption, ...sent }: NamedFulfilment,
    @CurrentActor() actor: Actor,
    @StaffAct({ in: 'body', optional: true }) act: StaffAction,
  ) {
    const asked = fulfilmentAsked(sent, actor);
    const work = async () => decidedOrProblem(await moveFulfilment(redemption, asked, this.ports));
    return fulfilmentBody(await act.recordIfReasoned(work));
  }
}

import {
  type Actor,
  Answers,
  CurrentActor,
  IdempotencyKey,
  jsonBody,
  onlyReason,
  reasonedBody,
  RequireScopes,
  StaffAct,
  type StaffAction,
  DryRun,
} from '@loyalty/service-host';
import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { RedemptionView } from '../../application/answer.js';
import { authorise } from '../../application/authorise.js';
import { captureRedemption } from '../../application/capture.js';
import { redemptionById, redemptionByName } from '../../application/find-redemption.js';
import type { RedemptionPorts } from '../../application/ports.js';
import { refundRedemption } from '../../application/refund.js';
import { moveFulfilment } from '../../application/rewards/move-fulfilment.js';
import { voidRedemption } from '../../application/void.js';
import { partSchema, redemptionSchema, refundSchema, voidSchema } from '../../domain/redemption.schema.js';
import { fulfilmentSchema, type SentFulfilment } from '../../domain/rewards/fulfilment.schema.js';
import type { SentPart, SentRedemption, SentVoid } from '../../domain/sent-redemption.js';
import { FindRedemptionDto } from './dto/find-redemption.dto.js';
import { fulfilmentAsked } from './fulfilment.convert.js';
import * as answers from './redemption-answer.schema.js';
import { countStep } from './redemption-metrics.js';
import { REDEMPTION_PORTS } from './redemption-ports.js';
import { answerBody, fulfilmentBody, viewBody, voidBody } from './redemption.convert.js';
import { showing } from './show-code.js';
import { decidedOrProblem, rejectionProblem } from './rejection.convert.js';

@Controller('/v1/redemptions')
@ApiTags('Redemptions')
@RequireScopes('redemptions:write')
export class RedemptionsController {
  constructor(@Inject(REDEMPTION_PORTS) private readonly ports: RedemptionPorts) {}

  @Post()
  @ApiOperation({
    summary: 'Set points aside for an order, or spend them at once',
    description: 'The points lapse by themselves at `lapsesAt`; with `capture` nothing is set aside.',
  })
  @Answers({ 201: answers.redemptionAnswer })
  async authorise(@Body(jsonBody<SentRedemption>(redemptionSchema)) sent: SentRedemption, @DryRun() dryRun = false) {
    const answer = await authorise(sent, this.ports, { dryRun });
    if (!dryRun) countStep('authorise', answer);
    return answerBody(decidedOrProblem(answer), showing(this.ports));
  }

  @Post('void')
  @ApiOperation({
    summary: 'Void a redemption by its source and externalId',
    description: 'Also before it arrives; it is refused then.',
  })
  @Answers({ 201: answers.voidAnswer, 202: answers.voidAnswer })
  async voidNamed(
    @Body(reasonedBody<SentVoid>(voidSchema, { optional: true })) sent: SentVoid,
    @StaffAct({ in: 'body', optional: true }) act: StaffAction,
    @Res({ passthrough: true }) reply: FastifyReply,
    @DryRun() dryRun = false,
  ) {
    return byHand(act, { dryRun }, () => this.void(sent, reply, dryRun));
  }

  @Post(':id/capture')
  @ApiOperation({ summary: 'Spend what was set aside', description: 'All of it, or part; the rest is free again.' })
  @Answers({ 201: answers.redemptionAnswer })
  async capture(
    @Param('id') id: string,
    @Body(jsonBody<SentPart>(partSchema, { absent: {} })) sent: SentPart,
    @DryRun() dryRun = false,
  ) {
    const answer = await captureRedemption(id, sent, this.ports, { dryRun });
    if (!dryRun) countStep('capture', answer);
    return answerBody(decidedOrProblem(answer), showing(this.ports));
  }

  @Post(':id/void')
  @ApiOperation({ summary: 'Give back what was set aside', description: 'The order was cancelled.' })
  @Answers({ 201: answers.redemptionAnswer })
  async voidById(
    @Param('id') id: string,
    @Body(onlyReason({ optional: true })) _: object,
    @StaffAct({ in: 'body', optional: true }) act: StaffAction,
    @Res({ passthrough: true }) reply: FastifyReply,
    @DryRun() dryRun = false,
  ) {
    return byHand(act, { dryRun }, () => this.void({ id }, reply, dryRun));
  }

  private async void(sent: Parameters<typeof voidRedemption>[0], reply: FastifyReply, dryRun: boolean) {
    const answer = await voidRedemption(sent, this.ports, { dryRun });
    if (!dryRun) countStep('void', answer);
    const decided = decidedOrProblem(answer);
    if ('waiting' in decided) void reply.code(202);
    return voidBody(decided);
  }

  @Post(':id/refund')
  @ApiOperation({
    summary: 'Give back what was spent',
    description: 'All that is left, or part; points go back to their lots with their old expiry.',
  })
  @Answers({ 201: answers.refundAnswer })
  async refund(
    @Param('id') id: string,
    @Body(reasonedBody<SentPart>(refundSchema, { optional: true, absent: {} })) sent: SentPart,
    @StaffAct({ in: 'body', optional: true }) act: StaffAction,
    @IdempotencyKey() idempotencyKey: string,
    @DryRun() dryRun = false,
  ) {
    return byHand(act, { dryRun }, async () => {
      const answer = await refundRedemption({ id, idempotencyKey, ...sent }, this.ports, { dryRun });
      if (!dryRun) countStep('refund', answer);
      return answerBody(decidedOrProblem(answer));
    });
  }

  @Post(':id/fulfilment')
  @ApiOperation({
    summary: 'Say how far a reward is on its way',
    description: 'Kept with who said it and why. Points and stock do not move with it: a refund gives those back.',
  })
  @Answers({ 201: answers.fulfilmentAnswer })
  async fulfil(
    @Param('id') id: string,
    @Body(jsonBody<SentFulfilment>(fulfilmentSchema)) sent: SentFulfilment,
    @CurrentActor() actor: Actor,
    @StaffAct({ in: 'body', optional: true }) act: StaffAction,
  ) {
    const work = async () => decidedOrProblem(await moveFulfilment(id, fulfilmentAsked(sent, actor), this.ports));
    return fulfilmentBody(await act.recordIfReasoned(work));
  }

  @Get(':id')
  @RequireScopes('redemptions:read')
  @ApiOperation({ summary: 'A redemption as it stands now' })
  @Answers({ 200: answers.redemptionView })
  async read(@Param('id') id: string) {
    return viewOrNone(await redemptionById(id, this.ports));
  }

  @Get()
  @RequireScopes('redemptions:read')
  @ApiOperation({ summary: 'A redemption by its source and externalId' })
  @Answers({ 200: answers.redemptionView })
  async find(@Query() { source, externalId, programme }: FindRedemptionDto) {
    const named = { source, externalId, ...(programme === undefined ? {} : { programme }) };
    return viewOrNone(await redemptionByName(named, this.ports));
  }
}

/** Tills void and refund as well, and say no reason; what changes nothing needs none. */
function byHand<T>(act: StaffAction, { dryRun }: { readonly dryRun: boolean }, work: () => Promise<T>): Promise<T> {
  return dryRun ? work() : act.recordIfReasoned(work);
}

function viewOrNone(view: RedemptionView | undefined) {
  if (!view) throw rejectionProblem({ reason: 'redemption_not_found' });
  return viewBody(view);
}

import { Answers, DryRun, jsonBody, RequireScopes } from '@loyalty/service-host';
import { Body, Controller, Inject, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { postReturn } from '../../application/returns/post-return.js';
import { returnSchema } from '../../domain/sent/return.schema.js';
import type { SentReturn } from '../../domain/sent/sent-purchase.js';
import { ACCRUAL_PORTS, type HttpPorts } from './accrual-ports.js';
import { countReturn } from './points-metrics.js';
import { decidedOrProblem } from './rejection.convert.js';
import { returnBody } from './return.convert.js';
import { returnAnswer } from './return-answer.schema.js';

@Controller('/v1/returns')
@ApiTags('Purchases and returns')
@RequireScopes('purchases:write')
export class ReturnsController {
  constructor(@Inject(ACCRUAL_PORTS) private readonly ports: HttpPorts) {}

  @Post()
  @ApiOperation({ summary: 'Record a return', description: 'Of a purchase, or blind by member and SKU.' })
  @Answers({ 201: returnAnswer, 202: returnAnswer })
  async record(
    @Body(jsonBody<SentReturn>(returnSchema)) sent: SentReturn,
    @Res({ passthrough: true }) reply: FastifyReply,
    @DryRun() dryRun = false,
  ) {
    const result = decidedOrProblem(await postReturn(sent, this.ports, { dryRun }));
    if (!dryRun) countReturn(result);
    if (result.answer.type === 'ReturnKept') void reply.code(202);
    return returnBody(result);
  }
}

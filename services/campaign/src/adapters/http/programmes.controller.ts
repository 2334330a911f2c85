import { Answers, formatInstant, jsonBody, RequireScopes } from '@loyalty/service-host';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { changeProgramme } from '../../application/change-programme.js';
import { planChange } from '../../application/plan-change.js';
import { listProgrammes } from '../../application/read-programmes.js';
import { rollBack } from '../../application/roll-back.js';
import { CAMPAIGN_PORTS, type CampaignPorts } from './campaign-ports.js';
import { rollbackSchema } from './bodies.schema.js';
import * as answers from './change-answers.schema.js';
import { changeBody, planBody } from './change.convert.js';
import { CHANGE, DocumentPipe, type SentChange, YAML } from './document-body.js';
import { ReasonDto } from './dto/reason.dto.js';
import { documentProblem, problem } from './refusal.convert.js';
import { type Caller, CurrentCaller, stepOf } from './step.js';

interface SentRollback {
  readonly to: number;
  readonly reason: string;
  readonly tests?: string;
}

@Controller('/v1/programmes')
@ApiTags('Programmes')
@RequireScopes('programmes:write')
export class ProgrammesController {
  constructor(@Inject(CAMPAIGN_PORTS) private readonly ports: CampaignPorts) {}

  @Put(':id')
  @ApiConsumes(YAML, 'application/json', CHANGE)
  @ApiQuery({ name: 'reason', required: false, description: 'Why, where the document is sent as it is.' })
  @ApiOperation({
    summary: 'Apply a programme document, or propose it',
    description:
      'YAML or JSON. It judges what happens from now on; the same text again makes no new version. Where the programme asks for a second person it becomes a proposal, and the answer is 202.',
  })
  @Answers({ 200: answers.appliedAnswer, 201: answers.appliedAnswer, 202: answers.proposedAnswer })
  async apply(
    @Param('id') id: string,
    @Body(new DocumentPipe()) sent: SentChange,
    @Query() query: ReasonDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { document, tests, reason = query.reason } = sent;
    const step = stepOf(caller, { at: this.ports.clock.now(), reason });
    const { status, body } = changeBody(await changeProgramme({ id, document, tests, step }, this.ports), id);
    void reply.code(status);
    return body;
  }

  @Post(':id/plan')
  @HttpCode(200)
  @ApiConsumes(YAML, 'application/json', CHANGE)
  @ApiOperation({
    summary: 'What a document would change',
    description: 'Offer by offer, in words and as data, with warnings and what the ledger knows; nothing is written.',
  })
  @Answers({ 200: answers.planAnswer })
  async plan(@Param('id') id: string, @Body(new DocumentPipe()) { document, tests }: SentChange) {
    const plan = await planChange({ id, document, tests }, this.ports);
    if ('refused' in plan) throw documentProblem(plan, id);
    return planBody(plan);
  }

  @Post(':id/rollback')
  @HttpCode(200)
  @ApiOperation({ summary: 'A new version with the text of an old one' })
  @Answers({ 200: answers.appliedAnswer, 202: answers.proposedAnswer })
  async rollBack(
    @Param('id') id: string,
    @Body(jsonBody<SentRollback>(rollbackSchema)) { to, reason, tests }: SentRollback,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const step = stepOf(caller, { at: this.ports.clock.now(), reason });
    const answer = await rollBack({ id, to, tests, step }, this.ports);
    if ('refused' in answer && answer.refused === 'version_not_found')
      throw problem('version_not_found', { extensions: { newest: answer.newest } });
    const { status, body } = changeBody(answer, id);
    void reply.code(status);
    return body;
  }

  @Get()
  @RequireScopes('balances:read')
  @ApiOperation({ summary: 'All programmes, in their newest versions' })
  async list() {
    const all = await listProgrammes(this.ports.store);
    const items = all.map(({ newest: { programme: id, version, appliedAt }, read }) => ({
      id,
      name: read.name,
      version,
      appliedAt: formatInstant(appliedAt),
      currency: read.currency,
      wallets: [...read.wallets.keys()],
    }));
    return { items, next: null };
  }
}

import {
  type Actor,
  Answers,
  CurrentActor,
  jsonBody,
  RequireScopes,
  StaffAct,
  type StaffAction,
} from '@loyalty/service-host';
import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { decidePayout, type Decided } from '../../application/payouts/decide-payout.js';
import { listPayouts, readPayout } from '../../application/payouts/find-payouts.js';
import { payoutsOfDay } from '../../application/payouts/payout-day.js';
import { requestPayout, type SentPayout } from '../../application/payouts/request-payout.js';
import type { RedemptionPorts } from '../../application/ports.js';
import { decisionSchema, payoutSchema } from '../../domain/payouts/payout.schema.js';
import { payoutCsv } from '../payouts/payout-csv.js';
import { DayDto, ListPayoutsDto, OfProgrammeDto } from './dto/list-payouts.dto.js';
import * as answers from './payout-answer.schema.js';
import { cursorAfter, payoutBody, readCursor } from './payout.convert.js';
import { REDEMPTION_PORTS } from './redemption-ports.js';
import { countPayout } from './redemption-metrics.js';
import { decidedOrProblem } from './rejection.convert.js';

type SentDecision = Pick<Decided, 'reason'>;

@Controller('/v1/payouts')
@ApiTags('Payouts')
@RequireScopes('payouts:read')
export class PayoutsController {
  constructor(@Inject(REDEMPTION_PORTS) private readonly ports: RedemptionPorts) {}

  @Post()
  @RequireScopes('redemptions:write')
  @ApiOperation({
    summary: 'Pay points out as money',
    description: 'The points are held until the provider has paid, and are back in their lots where it has not.',
  })
  @Answers({ 201: answers.payoutAnswer })
  async request(@Body(jsonBody<SentPayout>(payoutSchema)) sent: SentPayout, @CurrentActor() actor: Actor) {
    const answer = await requestPayout(sent, actor.id, this.ports);
    countPayout('request', answer);
    const { payout, repeated } = decidedOrProblem(answer);
    return { payout: payoutBody(payout), repeated };
  }

  @Post(':id/approve')
  @RequireScopes('payouts:approve')
  @ApiOperation({
    summary: 'Approve a payout, as a second person',
    description: 'With another key than the one that asked for it; kept with the reason.',
  })
  @Answers({ 201: answers.payoutAnswer })
  approve(
    @Param('id') id: string,
    @Body(jsonBody<SentDecision>(decisionSchema)) { reason }: SentDecision,
    @StaffAct({ in: 'body' }) act: StaffAction,
  ) {
    return this.decide(id, act, { verdict: 'approve', actor: act.asked.actor, reason });
  }

  @Post(':id/refuse')
  @RequireScopes('payouts:approve')
  @ApiOperation({ summary: 'Refuse a payout, as a second person', description: 'The points are back in their lots.' })
  @Answers({ 201: answers.payoutAnswer })
  refuse(
    @Param('id') id: string,
    @Body(jsonBody<SentDecision>(decisionSchema)) { reason }: SentDecision,
    @StaffAct({ in: 'body' }) act: StaffAction,
  ) {
    return this.decide(id, act, { verdict: 'refuse', actor: act.asked.actor, reason });
  }

  private decide(id: string, act: StaffAction, decided: Decided) {
    return act.record(async () => {
      const answer = await decidePayout(id, decided, this.ports);
      countPayout(decided.verdict, answer);
      const { payout, repeated } = decidedOrProblem(answer);
      return { payout: payoutBody(payout), repeated };
    });
  }

  @Get('days/:day')
  @ApiOperation({
    summary: 'What was handed to the provider on a day, as CSV',
    description: 'A day by the programme’s clocks; with the provider’s references, to be compared with its own file.',
  })
  @Answers({ 200: answers.payoutFile }, { contentType: 'text/csv' })
  async day(
    @Param() { day }: DayDto,
    @Query() { programme }: OfProgrammeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const rows = decidedOrProblem(await payoutsOfDay({ programme, day }, this.ports));
    void reply.type('text/csv; charset=utf-8');
    return payoutCsv(rows);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A payout as it stands now' })
  @Answers({ 200: answers.payoutView })
  async read(@Param('id') id: string) {
    return { payout: payoutBody(decidedOrProblem(await readPayout(id, this.ports))) };
  }

  @Get()
  @ApiOperation({ summary: 'Payouts, the newest first', description: '`status` finds those that wait for approval.' })
  @Answers({ 200: answers.payoutList })
  async list(@Query() { programme, status, limit, after }: ListPayoutsDto) {
    const asked = {
      limit,
      ...(programme === undefined ? {} : { programme }),
      ...(status === undefined ? {} : { status }),
      ...(after === undefined ? {} : { after: readCursor(after) }),
    };
    const { rows, next } = decidedOrProblem(await listPayouts(asked, this.ports));
    return { items: rows.map(payoutBody), next: next ? cursorAfter(next) : null };
  }
}

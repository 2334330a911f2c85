import {
  Answers,
  formatInstant,
  jsonBody,
  reasonedBody,
  RequireScopes,
  StaffAct,
  type StaffAction,
} from '@loyalty/service-host';
import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RedemptionPorts, VoucherPool } from '../../application/ports.js';
import { addCodes, codesOf, putPool } from '../../application/vouchers/pools.js';
import { codesSchema, poolSchema } from '../../domain/vouchers/voucher.schema.js';
import type { SentCodes, SentPool } from '../../domain/vouchers/sent-voucher.js';
import { CodesPageDto } from './dto/codes-page.dto.js';
import { RewardIdDto } from './dto/reward-id.dto.js';
import { REDEMPTION_PORTS } from './redemption-ports.js';
import { refuseNoSpan } from './valid-span.js';
import { decidedOrProblem, rejectionProblem } from './rejection.convert.js';
import * as answers from './voucher-answer.schema.js';

@Controller('/v1/voucher-pools')
@ApiTags('Vouchers')
@RequireScopes('vouchers:write')
export class VoucherPoolsController {
  constructor(@Inject(REDEMPTION_PORTS) private readonly ports: RedemptionPorts) {}

  @Put(':id')
  @ApiOperation({
    summary: 'Make a pool of codes, or change its terms',
    description:
      'Generates codes until there are `size`; the same again makes none. New terms are for codes that were not used yet.',
  })
  @Answers({ 200: answers.poolAnswer })
  async put(
    @Param() { id }: RewardIdDto,
    @Body(jsonBody<SentPool>(poolSchema)) sent: SentPool,
    @StaffAct({ in: 'query' }) act: StaffAction,
  ) {
    refuseNoSpan(sent);
    const work = async () => decidedOrProblem(await putPool(id, { sent, actor: act.asked.actor }, this.ports));
    return poolBody(await act.record(work));
  }

  @Get(':id')
  @ApiOperation({ summary: 'A pool of codes' })
  @Answers({ 200: answers.poolAnswer })
  async read(@Param('id') id: string) {
    const pool = await this.ports.pools.find(id);
    if (!pool) throw rejectionProblem({ reason: 'voucher_pool_not_found', pool: id });
    return poolBody(pool);
  }

  @Get(':id/codes')
  @ApiOperation({
    summary: 'The codes that were generated',
    description: 'Page by page; `after` is the `next` of the page before.',
  })
  @Answers({ 200: answers.codesAnswer })
  async codes(@Param('id') id: string, @Query() { after, limit }: CodesPageDto) {
    const { codes, next } = decidedOrProblem(await codesOf(id, { after, limit }, this.ports));
    return { items: codes, next };
  }

  @Post(':id/codes')
  @ApiOperation({
    summary: 'Add codes that were made elsewhere',
    description: 'Free, or bound to a member. The same again adds none.',
  })
  @Answers({ 201: answers.addedAnswer })
  async add(
    @Param('id') id: string,
    @Body(reasonedBody<SentCodes>(codesSchema)) sent: SentCodes,
    @StaffAct({ in: 'body' }) act: StaffAction,
  ) {
    return act.record(async () => decidedOrProblem(await addCodes(id, sent, this.ports)));
  }
}

function poolBody({ id, programme, usesMax, validFrom, validUntil, generated }: VoucherPool) {
  return {
    pool: {
      id,
      programme,
      uses: usesMax,
      validFrom: formatInstant(validFrom),
      validUntil: validUntil === null ? null : formatInstant(validUntil),
      generated,
    },
  };
}

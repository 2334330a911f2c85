import {
  type Actor,
  Answers,
  CurrentActor,
  IdempotencyKey,
  jsonBody,
  pageOf,
  reasonedBody,
  RequireScopes,
  StaffAct,
  type StaffAction,
} from '@loyalty/service-host';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RedemptionPorts } from '../../application/ports.js';
import { giveVoucher } from '../../application/vouchers/give-voucher.js';
import { listVouchers } from '../../application/vouchers/list-vouchers.js';
import {
  releaseVoucher,
  reserveVoucher,
  useVoucher,
  type VoucherAnswer,
} from '../../application/vouchers/use-voucher.js';
import type { Rejected } from '../../domain/rejections.js';
import { reservationSchema, useSchema, voucherSchema } from '../../domain/vouchers/voucher.schema.js';
import type { SentReservation, SentUse, SentVoucher } from '../../domain/vouchers/sent-voucher.js';
import { OfMemberDto } from './dto/of-member.dto.js';
import { GuessLimit } from './guess-limit.js';
import { countVoucher } from './redemption-metrics.js';
import { REDEMPTION_PORTS } from './redemption-ports.js';
import { refuseNoSpan } from './valid-span.js';
import { decidedOrProblem } from './rejection.convert.js';
import { showing } from './show-code.js';
import * as answers from './voucher-answer.schema.js';
import { givenBody, heldBody, usedBody } from './voucher.convert.js';

@Controller('/v1/vouchers')
@ApiTags('Vouchers')
@RequireScopes('redemptions:write')
export class VouchersController {
  private readonly guesses = new GuessLimit();

  constructor(@Inject(REDEMPTION_PORTS) private readonly ports: RedemptionPorts) {}

  @Post('reserve')
  @ApiOperation({
    summary: 'Set one use of a voucher aside for a till',
    description: 'Until it is used or released under the same `source` and `externalId`, or lapses.',
  })
  @Answers({ 201: answers.voucherAnswer })
  reserve(@Body(jsonBody<SentReservation>(reservationSchema)) sent: SentReservation, @CurrentActor() actor: Actor) {
    return this.ask('reserve', { sent, actor }, () => reserveVoucher(sent, this.ports));
  }

  @Post('use')
  @ApiOperation({
    summary: 'Use a voucher',
    description: 'A second use says when and where the first was. What its points are held for is captured with it.',
  })
  @Answers({ 201: answers.voucherAnswer })
  use(@Body(jsonBody<SentUse>(useSchema)) sent: SentUse, @CurrentActor() actor: Actor) {
    return this.ask('use', { sent, actor }, () => useVoucher(sent, this.ports));
  }

  @Post('release')
  @ApiOperation({ summary: 'Give back a use that was reserved', description: 'The basket was given up.' })
  @Answers({ 201: answers.voucherAnswer })
  release(@Body(jsonBody<SentUse>(useSchema)) sent: SentUse, @CurrentActor() actor: Actor) {
    return this.ask('release', { sent, actor }, () => releaseVoucher(sent, this.ports));
  }

  @Post()
  @RequireScopes('vouchers:write')
  @ApiOperation({
    summary: 'Give a voucher',
    description: 'Bound to a member (a personal promo code) or free, for one use or several. The answer has its code.',
  })
  @Answers({ 201: answers.givenVoucher })
  async give(
    @Body(reasonedBody<SentVoucher>(voucherSchema)) sent: SentVoucher,
    @IdempotencyKey() idempotencyKey: string,
    @StaffAct({ in: 'body' }) act: StaffAction,
  ) {
    refuseNoSpan(sent);
    const work = async () => decidedOrProblem(await giveVoucher({ sent, idempotencyKey }, this.ports));
    const given = await act.record(work);
    return givenBody(given, showing(this.ports));
  }

  @Get()
  @RequireScopes('vouchers:read')
  @ApiOperation({
    summary: 'What a member has, with its codes',
    description: 'For the member’s own app or page. Codes that were made elsewhere are not known, and not shown.',
  })
  @Answers({ 200: answers.voucherList })
  async list(@Query() { member, ...paging }: OfMemberDto) {
    const found = await listVouchers(member, this.ports);
    const { items, next } = pageOf(found, paging, ({ facts }) => facts.voucher);
    const now = this.ports.clock.now();
    return { items: items.map((voucher) => heldBody(voucher, { now, showCode: showing(this.ports) })), next };
  }

  private async ask(
    step: 'reserve' | 'use' | 'release',
    { sent, actor }: { readonly sent: SentUse; readonly actor: Actor },
    work: () => Promise<VoucherAnswer | Rejected>,
  ) {
    const names = { key: actor.id, ...(sent.member && { member: sent.member }) };
    this.guesses.refuse(names);
    const answer = await work();
    countVoucher(step, answer);
    if ('rejected' in answer) {
      const { reason } = answer.rejection;
      if (reason === 'voucher_not_found' || reason === 'code_not_yours') this.guesses.note(names);
    }
    const decided = decidedOrProblem(answer);
    const { reward } = decided.voucher.facts;
    return usedBody(decided, {
      now: this.ports.clock.now(),
      reward: reward === null ? undefined : await this.ports.rewards.find(reward),
    });
  }
}

import { LANGUAGES, type Language } from '@loyalty/programme';
import {
  type Actor,
  Answers,
  AskedLanguage,
  CurrentActor,
  DryRun,
  fromId,
  jsonBody,
  NamedLanguage,
  RequireScopes,
} from '@loyalty/service-host';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { findPurchase, readPurchase } from '../../application/purchases/find-purchase.js';
import { postClaim } from '../../application/strangers/post-claim.js';
import { postPurchase } from '../../application/purchases/post-purchase.js';
import { postVoid } from '../../application/voids/post-void.js';
import type { VoidedBy } from '../../application/voids/void-purchase.js';
import { receiptLanguage } from '../../application/members/receipt-language.js';
import { whyNotEarned } from '../../application/purchases/why-not-earned.js';
import { claimSchema } from '../../domain/sent/claim.schema.js';
import { purchaseSchema } from '../../domain/sent/purchase.schema.js';
import { voidReasonSchema, voidSchema } from '../../domain/sent/return.schema.js';
import type { SentIdentity, SentPurchase } from '../../domain/sent/sent-purchase.js';
import { ACCRUAL_PORTS, type HttpPorts } from './accrual-ports.js';
import { countClaim, countPurchase, countTakenBack } from './points-metrics.js';
import { claimBody, nameOf, purchaseBody } from './purchase.convert.js';
import { whyAnswer } from './quote-answer.schema.js';
import { notEarnedBody, notReferredBody } from './quote.convert.js';
import { purchaseView } from './purchase-view.convert.js';
import { decidedOrProblem, rejectionProblem } from './rejection.convert.js';
import { WhyDto } from './dto/quote.dto.js';
import { FindPurchaseDto } from './dto/find-purchase.dto.js';
import { voidBody } from './void.convert.js';
import * as answers from './purchase-answer.schema.js';

interface SentVoid {
  readonly programme?: string;
  readonly source: string;
  readonly externalId: string;
  readonly reason?: string;
}

interface VoidReason {
  readonly reason?: string;
}

/** Kept only where somebody says why: a till does not. */
const byOf = ({ id: actor }: Actor, reason: string | undefined) =>
  reason === undefined ? {} : { by: { actor, reason } };

@Controller('/v1/purchases')
@ApiTags('Purchases and returns')
@RequireScopes('purchases:write')
export class PurchasesController {
  constructor(@Inject(ACCRUAL_PORTS) private readonly ports: HttpPorts) {}

  @Post()
  @ApiOperation({
    summary: 'Record a purchase',
    description:
      'Earns its points; the answer is what a till prints, in the language asked for (`?language=`, `Accept-Language`), else ' +
      'in the member’s.',
  })
  @Answers({ 201: answers.purchaseAnswer })
  async record(
    @Body(jsonBody<SentPurchase>(purchaseSchema)) sent: SentPurchase,
    @DryRun() dryRun = false,
    @NamedLanguage(LANGUAGES) asked?: Language,
  ) {
    const answer = decidedOrProblem(await postPurchase(sent, this.ports, { dryRun }));
    if (!dryRun) countPurchase(answer);
    const { programme, member } = answer.first;
    const language = await receiptLanguage({ asked, programme, member }, this.ports);
    return purchaseBody(answer, this.ports.programmes, language);
  }

  @Post('void')
  @ApiOperation({ summary: 'Void a purchase by its source and externalId', description: 'Also before it arrives.' })
  @Answers({ 201: answers.voidAnswer, 202: answers.voidAnswer })
  async voidNamed(
    @Body(jsonBody<SentVoid>(voidSchema)) sent: SentVoid,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
    @DryRun() dryRun = false,
  ) {
    const { reason, ...named } = sent;
    return this.void(named, reply, { dryRun, ...byOf(actor, reason) });
  }

  @Post(':id/void')
  @ApiOperation({ summary: 'Void a purchase', description: 'The whole purchase was a mistake.' })
  @Answers({ 201: answers.voidAnswer })
  async voidById(
    @Param('id') id: string,
    @Body(jsonBody<VoidReason>(voidReasonSchema, { absent: {} })) { reason }: VoidReason,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
    @DryRun() dryRun = false,
  ) {
    return this.void({ id }, reply, { dryRun, ...byOf(actor, reason) });
  }

  private async void(
    sent: Parameters<typeof postVoid>[0],
    reply: FastifyReply,
    { dryRun, by }: { readonly dryRun: boolean; readonly by?: VoidedBy },
  ) {
    const answer = decidedOrProblem(await postVoid(sent, this.ports, { dryRun, ...(by && { by }) }));
    if (answer.status === 'waiting') void reply.code(202);
    else if (!dryRun && !answer.repeated) countTakenBack(answer.voided);
    return voidBody(answer);
  }

  @Post(':id/claim')
  @ApiOperation({ summary: 'Make a guest’s purchase a member’s' })
  @Answers({ 201: answers.claimAnswer })
  async claim(
    @Param('id') id: string,
    @Body(jsonBody<{ member: SentIdentity }>(claimSchema)) { member }: { member: SentIdentity },
    @DryRun() dryRun = false,
    @NamedLanguage(LANGUAGES) asked?: Language,
  ) {
    const answer = decidedOrProblem(await postClaim({ id, member }, this.ports, { dryRun }));
    if (!dryRun) countClaim(answer);
    const { programme } = answer.purchase.facts;
    const language = await receiptLanguage({ asked, programme, member: answer.claimed.member }, this.ports);
    return claimBody(answer, this.ports.programmes, language);
  }

  @Get(':id')
  @RequireScopes('balances:read')
  @HttpCode(200)
  @ApiOperation({ summary: 'A purchase as it stands now' })
  @Answers({ 200: answers.purchaseView })
  async read(@Param('id') id: string) {
    const stream = fromId('pur', id);
    const purchase = stream === undefined ? undefined : await readPurchase(stream, this.ports);
    if (!purchase) throw rejectionProblem({ reason: 'purchase_not_found' });
    return purchaseView(purchase, this.ports.programmes);
  }

  @Get(':id/why')
  @RequireScopes('balances:read')
  @ApiOperation({
    summary: 'Why offers gave nothing for a purchase',
    description:
      'Each with the condition that failed, what was found and what is needed, as things stood when it came.',
  })
  @Answers({ 200: whyAnswer })
  async why(@Param('id') id: string, @Query() { offer }: WhyDto, @AskedLanguage(LANGUAGES) language: Language) {
    const stream = fromId('pur', id);
    if (stream === undefined) throw rejectionProblem({ reason: 'purchase_not_found' });
    const why = decidedOrProblem(await whyNotEarned({ stream, offer }, this.ports));
    const { id: programme, version } = why.judge;
    const notEarned = [...notEarnedBody(why, language), ...notReferredBody(why, language)];
    return { purchase: nameOf(why.purchase), programme: { id: programme, version }, notEarned };
  }

  @Get()
  @RequireScopes('balances:read')
  @ApiOperation({ summary: 'A purchase by its source and externalId' })
  @Answers({ 200: answers.purchaseView })
  async find(@Query() { source, externalId, programme }: FindPurchaseDto) {
    const named = { source, externalId, ...(programme === undefined ? {} : { programme }) };
    const purchase = await findPurchase(named, this.ports);
    if (!purchase) throw rejectionProblem({ reason: 'purchase_not_found' });
    return purchaseView(purchase, this.ports.programmes);
  }
}

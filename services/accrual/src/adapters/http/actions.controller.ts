import { LANGUAGES, type Language } from '@loyalty/programme';
import { Answers, DryRun, jsonBody, NamedLanguage, RequireScopes } from '@loyalty/service-host';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { postAction } from '../../application/actions/post-action.js';
import { receiptLanguage } from '../../application/members/receipt-language.js';
import { actionSchema, type SentAction } from '../../domain/sent/action.schema.js';
import { ACCRUAL_PORTS, type HttpPorts } from './accrual-ports.js';
import { actionBody } from './action.convert.js';
import { actionAnswer } from './purchase-answer.schema.js';
import { decidedOrProblem } from './rejection.convert.js';

@Controller('/v1/actions')
@ApiTags('Purchases and returns')
@RequireScopes('purchases:write')
export class ActionsController {
  constructor(@Inject(ACCRUAL_PORTS) private readonly ports: HttpPorts) {}

  @Post()
  @ApiOperation({
    summary: 'Report what a member did, or what happened to a purchase',
    description:
      'A review, a survey, joining: earns by `actions` of the programme. An order shipped, a return window passed: with ' +
      '`purchase`, releases its points that wait for it.',
  })
  @Answers({ 201: actionAnswer })
  async report(
    @Body(jsonBody<SentAction>(actionSchema)) sent: SentAction,
    @DryRun() dryRun = false,
    @NamedLanguage(LANGUAGES) asked?: Language,
  ) {
    const answer = decidedOrProblem(await postAction(sent, this.ports, { dryRun }));
    const { programme, member } = answer.recorded;
    const language = await receiptLanguage({ asked, programme, member }, this.ports);
    return actionBody(answer, this.ports.programmes, language);
  }
}

import { Answers, jsonBody, Problem, Public, SignedText } from '@loyalty/service-host';
import { Body, Controller, Headers, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { wakePayout } from '../../application/payouts/wake-payout.js';
import type { RedemptionPorts } from '../../application/ports.js';
import { callbackSchema } from '../../domain/payouts/payout.schema.js';
import { verifySignature } from '../payouts/signature.js';
import { PAYOUT_KEYS } from '../payouts/payout-keys.js';
import { callbackAnswer } from './payout-answer.schema.js';
import { redemptionProblemCodes as codes } from './problem-codes.js';
import { countCallback } from './redemption-metrics.js';
import { REDEMPTION_PORTS } from './redemption-ports.js';
import { decidedOrProblem } from './rejection.convert.js';

interface SentCallback {
  readonly id: string;
}

@Controller('/v1/payouts/callbacks')
@ApiTags('Payouts')
export class PayoutCallbacksController {
  constructor(
    @Inject(REDEMPTION_PORTS) private readonly ports: RedemptionPorts,
    @Inject(PAYOUT_KEYS) private readonly keys: readonly Buffer[],
  ) {}

  @Post()
  @Public()
  @HttpCode(202)
  @ApiOperation({
    summary: 'The payment provider says that something became of a payout',
    description:
      'Signed by the Standard Webhooks scheme (`webhook-id`, `webhook-timestamp`, `webhook-signature`) instead of a key. What became of it is asked for.',
  })
  @Answers({ 202: callbackAnswer })
  async receive(
    @Headers() headers: Readonly<Record<string, unknown>>,
    @SignedText() body: string,
    @Body(jsonBody<SentCallback>(callbackSchema)) sent: SentCallback,
  ) {
    const verdict = verifySignature(this.keys, headers, { body, now: Date.now() });
    if (verdict !== 'genuine') {
      countCallback(verdict);
      const code = verdict === 'stale' ? 'callback_stale' : 'callback_not_signed';
      throw new Problem({ status: codes[code].status, code });
    }
    const answer = await wakePayout(sent.id, this.ports);
    countCallback(answer === true ? 'received' : 'payout_not_found');
    return { received: decidedOrProblem(answer) };
  }
}

import {
  type Actor,
  canonicalJson,
  CurrentActor,
  DryRun,
  IdempotencyKey,
  parseInstant,
  RequireScopes,
} from '@loyalty/service-host';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { adjustAccount } from '../../application/accounts/adjust-account.js';
import { ACCRUAL_PORTS, type HttpPorts } from './accrual-ports.js';
import { adjustmentBody } from './adjustment.convert.js';
import { AdjustmentDto } from './dto/adjustment.dto.js';
import { decidedOrProblem } from './rejection.convert.js';

@Controller('/v1/accounts/:id/adjustments')
@ApiTags('Accounts')
@RequireScopes('ledger:adjust')
export class AdjustmentsController {
  constructor(@Inject(ACCRUAL_PORTS) private readonly ports: HttpPorts) {}

  @Post()
  @ApiOperation({ summary: 'Correct an account by hand', description: 'Who did it, and why, stays with it for ever.' })
  async adjust(
    @Param('id') account: string,
    @Body() body: AdjustmentDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() idempotencyKey: string,
    @DryRun() dryRun = false,
  ) {
    const { wallet, points, reason, availableAt, expiresAt, allowNegative = false } = body;
    const available = availableAt === undefined ? undefined : parseInstant(availableAt);
    const expires = typeof expiresAt === 'string' ? parseInstant(expiresAt) : expiresAt;
    const content = { account, wallet, points, reason, available, expires, allowNegative };
    const asked = {
      account,
      wallet,
      points: BigInt(points),
      reason,
      actor: actor.id,
      ...(available === undefined ? {} : { availableAt: available }),
      ...(expires === undefined ? {} : { expiresAt: expires }),
      allowNegative,
      idempotencyKey,
      fingerprint: this.ports.fingerprint(canonicalJson(content)),
    };
    const answer = decidedOrProblem(await adjustAccount(asked, this.ports, { dryRun }));
    return adjustmentBody(account, answer);
  }
}

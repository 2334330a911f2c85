import { type Actor, canonicalJson, CurrentActor, DryRun, IdempotencyKey, RequireScopes } from '@loyalty/service-host';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { reverseTransfer } from '../../application/gifts/reverse-transfer.js';
import { transferPoints } from '../../application/gifts/transfer-points.js';
import { ACCRUAL_PORTS, type HttpPorts } from './accrual-ports.js';
import { ReverseTransferDto, TransferDto } from './dto/transfer.dto.js';
import { decidedOrProblem } from './rejection.convert.js';
import { transferBody } from './transfer.convert.js';

@Controller('/v1')
@ApiTags('Accounts')
@RequireScopes('ledger:adjust')
export class TransfersController {
  constructor(@Inject(ACCRUAL_PORTS) private readonly ports: HttpPorts) {}

  @Post('accounts/:id/transfers')
  @ApiOperation({
    summary: 'Give points to another account of the programme',
    description:
      'The soonest to expire go, and keep their expiry. They are the receiver’s from then on. Beyond a limit that asks for a person they are set aside, and `transfer.status` is `in_review`.',
  })
  async transfer(
    @Param('id') from: string,
    @Body() { to, wallet, points, reason }: TransferDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() idempotencyKey: string,
    @DryRun() dryRun = false,
  ) {
    const fingerprint = this.ports.fingerprint(canonicalJson({ from, to, wallet, points, reason }));
    const more = { ...(reason === undefined ? {} : { reason }), actor: actor.id, idempotencyKey, fingerprint };
    const asked = { from, to, wallet, points: BigInt(points), ...more };
    return transferBody(decidedOrProblem(await transferPoints(asked, this.ports, { dryRun })));
  }

  @Post('transfers/:id/reverse')
  @ApiOperation({ summary: 'Give back what of a transfer is still there', description: 'With its old expiry.' })
  async reverse(
    @Param('id') transfer: string,
    @Body() { reason }: ReverseTransferDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() idempotencyKey: string,
    @DryRun() dryRun = false,
  ) {
    const fingerprint = this.ports.fingerprint(canonicalJson({ transfer, reason }));
    const asked = { transfer, reason, actor: actor.id, idempotencyKey, fingerprint };
    return transferBody(decidedOrProblem(await reverseTransfer(asked, this.ports, { dryRun })));
  }
}

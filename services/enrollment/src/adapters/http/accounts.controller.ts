import { Answers, type Actor, CurrentActor, IdempotencyKey, RequireScopes, toId } from '@loyalty/service-host';
import { Body, Controller, Inject, Param, Post, UseInterceptors } from '@nestjs/common';
import { joinProgramme } from '../../application/join-programme.js';
import { DiscreetErrors } from './discreet-errors.interceptor.js';
import { JoinDto } from './dto/join.dto.js';
import { ENROLLMENT_PORTS, type EnrollmentPorts } from './enrollment-ports.js';
import { MemberIdPipe } from './member-id.pipe.js';
import { doneOrProblem } from './refusal.convert.js';
import { joinAnswer } from './member-answers.schema.js';

@Controller('/v1/members/:id/accounts')
@UseInterceptors(DiscreetErrors)
@RequireScopes('members:write')
export class AccountsController {
  constructor(@Inject(ENROLLMENT_PORTS) private readonly ports: EnrollmentPorts) {}

  @Post()
  @Answers({ 201: joinAnswer })
  async join(
    @Param('id', MemberIdPipe) member: string,
    @Body() { programme }: JoinDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() idempotencyKey: string,
  ) {
    const name = { actor: actor.id, idempotencyKey };
    const command = { name, member, ...(typeof programme === 'string' && { programme }) };
    const { value, repeated } = doneOrProblem(await joinProgramme(command, this.ports));
    return { account: { id: toId('acc', value.id), programme: value.programme, version: 0 }, repeated };
  }
}

import {
  Answers,
  type Actor,
  CurrentActor,
  fromId,
  IdempotencyKey,
  Problem,
  RequireScopes,
  toId,
} from '@loyalty/service-host';
import { Body, Controller, Get, Inject, Param, Post, UseInterceptors } from '@nestjs/common';
import { followMoves } from '../../application/follow-moves.js';
import { createHousehold, joinHousehold } from '../../application/households.js';
import { leaveHousehold } from '../../application/leave-household.js';
import { viewHousehold } from '../../application/view-household.js';
import { DiscreetErrors } from './discreet-errors.interceptor.js';
import { HouseholdDto, JoinHouseholdDto, LeaveHouseholdDto } from './dto/household.dto.js';
import { ENROLLMENT_PORTS, type EnrollmentPorts } from './enrollment-ports.js';
import { accountBody } from './member.convert.js';
import { MemberIdPipe } from './member-id.pipe.js';
import { doneOrProblem } from './refusal.convert.js';
import { householdAnswer, householdView, leaveAnswer } from './standing-answers.schema.js';
import { movesBody } from './standing.convert.js';

const memberId = new MemberIdPipe();

@Controller('/v1/households')
@UseInterceptors(DiscreetErrors)
export class HouseholdsController {
  constructor(@Inject(ENROLLMENT_PORTS) private readonly ports: EnrollmentPorts) {}

  @Post()
  @RequireScopes('members:write')
  @Answers({ 201: householdAnswer })
  async create(
    @Body() { members, reason }: HouseholdDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() idempotencyKey: string,
  ) {
    const asked = { members: members.map((each) => memberId.transform(each)), reason, actor: actor.id };
    const name = { actor: actor.id, idempotencyKey };
    const { value, repeated } = doneOrProblem(await createHousehold({ ...asked, name }, this.ports));
    return { ...(await this.changed(value.change, value.member)), repeated };
  }

  @Get(':id')
  @RequireScopes('members:read')
  @Answers({ 200: householdView })
  async view(@Param('id') id: string) {
    const { value } = doneOrProblem(await viewHousehold(householdId(id), this.ports));
    return {
      household: { id: toId('hhd', value.id), members: value.members.map((member) => toId('mem', member)) },
      accounts: value.accounts.map(accountBody),
    };
  }

  @Post(':id/members')
  @RequireScopes('members:write')
  @Answers({ 201: householdAnswer })
  async join(
    @Param('id') id: string,
    @Body() { member, reason }: JoinHouseholdDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() idempotencyKey: string,
  ) {
    const asked = { household: householdId(id), member: memberId.transform(member), reason, actor: actor.id };
    const name = { actor: actor.id, idempotencyKey };
    const { value, repeated } = doneOrProblem(await joinHousehold({ ...asked, name }, this.ports));
    return { ...(await this.changed(value.change, value.member)), repeated };
  }

  @Post(':id/leave')
  @RequireScopes('members:write')
  @Answers({ 201: leaveAnswer })
  async leave(
    @Param('id') id: string,
    @Body() { member, takes, reason }: LeaveHouseholdDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() idempotencyKey: string,
  ) {
    const asked = { household: householdId(id), member: memberId.transform(member), takes, reason, actor: actor.id };
    const name = { actor: actor.id, idempotencyKey };
    const { value, repeated } = doneOrProblem(await leaveHousehold({ ...asked, name }, this.ports));
    const moves = movesBody(await followMoves(value.change, this.ports));
    return { member: { id: toId('mem', value.member) }, ...moves, repeated };
  }

  private async changed(change: string, household: string) {
    return { household: { id: toId('hhd', household) }, ...movesBody(await followMoves(change, this.ports)) };
  }
}

function householdId(id: string): string {
  const household = fromId('hhd', id);
  if (household === undefined) throw new Problem({ status: 404, code: 'household_not_found' });
  return household;
}

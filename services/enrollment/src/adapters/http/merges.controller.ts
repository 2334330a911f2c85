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
import { ApiOperation } from '@nestjs/swagger';
import { followMoves } from '../../application/follow-moves.js';
import { listChanges } from '../../application/list-changes.js';
import { mergeMembers } from '../../application/merge-members.js';
import { unmergeMembers } from '../../application/unmerge-members.js';
import { DiscreetErrors } from './discreet-errors.interceptor.js';
import { MergeDto, UnmergeDto } from './dto/standing.dto.js';
import { ENROLLMENT_PORTS, type EnrollmentPorts } from './enrollment-ports.js';
import { MemberIdPipe } from './member-id.pipe.js';
import { doneOrProblem } from './refusal.convert.js';
import { changesAnswer, mergeAnswer, unmergeAnswer } from './standing-answers.schema.js';
import { changeBody, movesBody } from './standing.convert.js';

const memberId = new MemberIdPipe();

@Controller('/v1/members')
@UseInterceptors(DiscreetErrors)
@RequireScopes('members:write')
export class MergesController {
  constructor(@Inject(ENROLLMENT_PORTS) private readonly ports: EnrollmentPorts) {}

  @Post('merge')
  @Answers({ 201: mergeAnswer })
  async merge(
    @Body() { from, into, reason }: MergeDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() idempotencyKey: string,
  ) {
    const members = { from: memberId.transform(from), into: memberId.transform(into) };
    const command = { name: { actor: actor.id, idempotencyKey }, ...members, reason, actor: actor.id };
    const { value, repeated } = doneOrProblem(await mergeMembers(command, this.ports));
    const moves = movesBody(await followMoves(value.change, this.ports));
    return { merge: { id: toId('mrg', value.change) }, member: { id: toId('mem', value.member) }, ...moves, repeated };
  }

  @Post('unmerge')
  @Answers({ 201: unmergeAnswer })
  async unmerge(
    @Body() { merge, reason }: UnmergeDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() idempotencyKey: string,
  ) {
    const id = fromId('mrg', merge);
    if (id === undefined) throw new Problem({ status: 404, code: 'merge_not_found' });
    const command = { name: { actor: actor.id, idempotencyKey }, merge: id, reason, actor: actor.id };
    const { value, repeated } = doneOrProblem(await unmergeMembers(command, this.ports));
    const moves = movesBody(await followMoves(value.change, this.ports));
    return {
      unmerge: { id: toId('umg', value.change) },
      member: { id: toId('mem', value.member) },
      ...moves,
      repeated,
    };
  }

  @Get(':id/changes')
  @RequireScopes('members:read')
  @ApiOperation({
    summary: 'Who made a member one with another, or shared or parted them, when and why',
    description: 'The oldest first; of both members of a merge, and of whoever joined or left a household.',
  })
  @Answers({ 200: changesAnswer })
  async changes(@Param('id', MemberIdPipe) member: string) {
    const { value } = doneOrProblem(await listChanges(member, this.ports));
    return { items: value.map(changeBody) };
  }
}

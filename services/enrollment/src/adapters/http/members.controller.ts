import {
  Answers,
  type Actor,
  CurrentActor,
  decodeCursor,
  encodeCursor,
  formatInstant,
  IdempotencyKey,
  onlyReason,
  RequireScopes,
  StaffAct,
  type StaffAction,
  toId,
} from '@loyalty/service-host';
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { editMember } from '../../application/edit-member.js';
import { enrolMember } from '../../application/enrol-member.js';
import { eraseMember } from '../../application/erase-member.js';
import { listMembers } from '../../application/list-members.js';
import { lookupMember } from '../../application/lookup-member.js';
import { viewWhole } from '../../application/view-member.js';
import { DiscreetErrors } from './discreet-errors.interceptor.js';
import { EditMemberDto } from './dto/edit-member.dto.js';
import { LookupDto } from './dto/identity.dto.js';
import { ListDto } from './dto/list.dto.js';
import { NewMemberDto } from './dto/new-member.dto.js';
import { ENROLLMENT_PORTS, type EnrollmentPorts } from './enrollment-ports.js';
import { canonicalIdentities, onlyOne, sentIdentities } from './identity.convert.js';
import { listItem, viewBody } from './member.convert.js';
import { MemberIdPipe } from './member-id.pipe.js';
import { readCursor } from './cursor.js';
import { toSentProfile, withoutNulls } from './profile.convert.js';
import { doneOrProblem } from './refusal.convert.js';
import { writeName } from './write-name.js';
import * as answers from './member-answers.schema.js';

@Controller('/v1/members')
@UseInterceptors(DiscreetErrors)
export class MembersController {
  constructor(@Inject(ENROLLMENT_PORTS) private readonly ports: EnrollmentPorts) {}

  @Post()
  @RequireScopes('members:write')
  @Answers({ 201: answers.enrolAnswer })
  async enrol(
    @Body() body: NewMemberDto,
    @CurrentActor() actor: Actor,
    @Headers('idempotency-key') idempotencyKey?: string,
  ) {
    const { source, externalId, programme, referredBy } = body;
    const command = {
      name: writeName({ source, externalId, idempotencyKey, actor: actor.id }),
      identities: canonicalIdentities(body),
      profile: withoutNulls(toSentProfile(body, this.ports.clock.now())),
      ...(typeof programme === 'string' && { programme }),
      ...(typeof referredBy === 'string' && { referredBy }),
    };
    const { value, repeated } = doneOrProblem(await enrolMember(command, this.ports));
    return {
      member: { id: toId('mem', value.member) },
      account: { id: toId('acc', value.account), version: 0 },
      repeated,
    };
  }

  @Get()
  @RequireScopes('members:read')
  @Answers({ 200: answers.memberPage })
  async list(@Query() query: ListDto) {
    const after = query.after === undefined ? undefined : readCursor(decodeCursor(query.after));
    const page = await listMembers({ limit: query.limit, ...(after !== undefined && { after }) }, this.ports.records);
    return { items: page.members.map(listItem), next: page.next === undefined ? null : encodeCursor(page.next) };
  }

  @Post('lookup')
  @HttpCode(200)
  @RequireScopes('members:read')
  @Answers({ 200: answers.memberView })
  async lookup(@Body() body: LookupDto) {
    return viewBody(doneOrProblem(await lookupMember(onlyOne(sentIdentities(body)), this.ports)).value);
  }

  @Get(':id')
  @RequireScopes('members:read')
  @Answers({ 200: answers.memberView })
  async view(@Param('id', MemberIdPipe) member: string) {
    return viewBody(doneOrProblem(await viewWhole(member, this.ports)).value);
  }

  @Patch(':id')
  @RequireScopes('members:write')
  @Answers({ 200: answers.editAnswer })
  async edit(
    @Param('id', MemberIdPipe) member: string,
    @Body() body: EditMemberDto,
    @StaffAct({ in: 'body', optional: true }) act: StaffAction,
    @IdempotencyKey() idempotencyKey: string,
  ) {
    const profile = toSentProfile(body, this.ports.clock.now());
    const { referredBy, programme } = body;
    const command = {
      name: { actor: act.asked.actor, idempotencyKey },
      member,
      profile,
      ...(typeof referredBy === 'string' && { referredBy }),
      ...(typeof programme === 'string' && { programme }),
    };
    const work = async () => doneOrProblem(await editMember(command, this.ports));
    const { value, repeated } = await act.recordIfReasoned(work);
    // No more than the id: whoever may write may not therefore read.
    return { member: { id: toId('mem', value.id) }, repeated };
  }

  @Post(':id/erase')
  @HttpCode(200)
  @RequireScopes('members:write')
  @Answers({ 200: answers.eraseAnswer })
  async erase(
    @Param('id', MemberIdPipe) member: string,
    @Body(onlyReason({ optional: true })) _: object,
    @StaffAct({ in: 'body', optional: true }) act: StaffAction,
    @IdempotencyKey() idempotencyKey: string,
  ) {
    const name = { actor: act.asked.actor, idempotencyKey };
    const { value, repeated } = await act.record(async () =>
      doneOrProblem(await eraseMember({ name, member }, this.ports)),
    );
    return { member: { id: toId('mem', value.member), erasedAt: formatInstant(value.erasedAt) }, repeated };
  }
}

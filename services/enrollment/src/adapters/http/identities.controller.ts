import {
  Answers,
  fromId,
  IdempotencyKey,
  RequireScopes,
  StaffAct,
  type StaffAction,
  toId,
} from '@loyalty/service-host';
import { Body, Controller, Delete, Inject, Param, Post, UseInterceptors } from '@nestjs/common';
import { addIdentity } from '../../application/add-identity.js';
import { removeIdentity } from '../../application/remove-identity.js';
import { refuse } from '../../domain/refusal.js';
import { DiscreetErrors } from './discreet-errors.interceptor.js';
import { IdentityDto } from './dto/identity.dto.js';
import { ENROLLMENT_PORTS, type EnrollmentPorts } from './enrollment-ports.js';
import { canonicalIdentities, onlyOne, toKind } from './identity.convert.js';
import { MemberIdPipe } from './member-id.pipe.js';
import { doneOrProblem } from './refusal.convert.js';
import { identityAnswer } from './member-answers.schema.js';

@Controller('/v1/members/:id/identities')
@UseInterceptors(DiscreetErrors)
@RequireScopes('members:write')
export class IdentitiesController {
  constructor(@Inject(ENROLLMENT_PORTS) private readonly ports: EnrollmentPorts) {}

  @Post()
  @Answers({ 201: identityAnswer })
  async add(
    @Param('id', MemberIdPipe) member: string,
    @Body() body: IdentityDto,
    @StaffAct({ in: 'body', optional: true }) act: StaffAction,
    @IdempotencyKey() idempotencyKey: string,
  ) {
    const identity = onlyOne(canonicalIdentities(body));
    const command = { name: { actor: act.asked.actor, idempotencyKey }, member, identity };
    const work = async () => doneOrProblem(await addIdentity(command, this.ports));
    const { value, repeated } = await act.recordIfReasoned(work);
    return { identity: { kind: value.kind, id: toId('idn', value.id) }, repeated };
  }

  @Delete(':kind/:identity')
  @Answers({ 200: identityAnswer })
  async remove(
    @Param('id', MemberIdPipe) member: string,
    @Param('kind') kindText: string,
    @Param('identity') identityId: string,
    @StaffAct({ in: 'query', optional: true }) act: StaffAction,
    @IdempotencyKey() idempotencyKey: string,
  ) {
    const kind = toKind(kindText);
    const identity = fromId('idn', identityId);
    const name = { actor: act.asked.actor, idempotencyKey };
    // The path of a removal that names no id of ours may hold what identifies somebody: no journal keeps it.
    if (kind === undefined || identity === undefined) return doneOrProblem(refuse({ reason: 'identity_not_found' }));
    const work = async () => doneOrProblem(await removeIdentity({ name, member, kind, identity }, this.ports));
    const { value, repeated } = await act.recordIfReasoned(work);
    return { identity: { kind: value.kind, id: toId('idn', value.id) }, repeated };
  }
}

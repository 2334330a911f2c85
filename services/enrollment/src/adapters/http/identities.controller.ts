import { Answers, type Actor, CurrentActor, fromId, IdempotencyKey, RequireScopes, toId } from '@loyalty/service-host';
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
    @CurrentActor() actor: Actor,
    @IdempotencyKey() idempotencyKey: string,
  ) {
    const identity = onlyOne(canonicalIdentities(body));
    const command = { name: { actor: actor.id, idempotencyKey }, member, identity };
    const { value, repeated } = doneOrProblem(await addIdentity(command, this.ports));
    return { identity: { kind: value.kind, id: toId('idn', value.id) }, repeated };
  }

  @Delete(':kind/:identity')
  @Answers({ 200: identityAnswer })
  async remove(
    @Param('id', MemberIdPipe) member: string,
    @Param('kind') kindText: string,
    @Param('identity') identityId: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() idempotencyKey: string,
  ) {
    const kind = toKind(kindText);
    const identity = fromId('idn', identityId);
    const name = { actor: actor.id, idempotencyKey };
    const outcome =
      kind === undefined || identity === undefined
        ? refuse({ reason: 'identity_not_found' })
        : await removeIdentity({ name, member, kind, identity }, this.ports);
    const { value, repeated } = doneOrProblem(outcome);
    return { identity: { kind: value.kind, id: toId('idn', value.id) }, repeated };
  }
}

import { type Actor, CurrentActor, formatInstant, Problem, RequireScopes } from '@loyalty/service-host';
import { Body, Controller, Get, Inject, Param, Put, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { applyProgramme } from '../../application/programmes/apply-programme.js';
import type { ProgrammeVersion } from '../../application/programmes.js';
import { ACCRUAL_PORTS, type HttpPorts } from './accrual-ports.js';
import { YAML } from './programme-documents.js';
import { accrualProblemCodes } from './problem-codes.js';
import { rejectionProblem } from './rejection.convert.js';

@Controller('/v1/programmes')
@ApiTags('Programmes')
@RequireScopes('programmes:write')
export class ProgrammesController {
  constructor(@Inject(ACCRUAL_PORTS) private readonly ports: HttpPorts) {}

  @Put(':id')
  @ApiConsumes(YAML, 'application/json')
  @ApiOperation({
    summary: 'Apply a programme document',
    description: 'YAML or JSON. It judges what happens from now on; the same text again makes no new version.',
  })
  async apply(
    @Param('id') id: string,
    @Body() document: unknown,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (typeof document !== 'string') {
      throw new Problem({ status: 415, code: 'unsupported_media_type', extensions: { accepts: YAML } });
    }
    const answer = await applyProgramme({ id, document, actor: actor.id }, this.ports);
    if (!answer.ok) throw problemOf(answer, id);
    const { version, appliedAt } = answer.applied;
    if (!answer.repeated) void reply.code(version === 1 ? 201 : 200);
    return { programme: { id, version }, appliedAt: formatInstant(appliedAt), repeated: answer.repeated };
  }

  @Get()
  @RequireScopes('balances:read')
  @ApiOperation({ summary: 'All programmes, in their newest versions' })
  list() {
    return { items: this.ports.programmes.list().map(toItem), next: null };
  }

  @Get(':id')
  @RequireScopes('balances:read')
  @ApiOperation({ summary: 'A programme’s document, byte for byte as it was applied' })
  read(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): string {
    const latest = this.ports.programmes.latest(id);
    if (!latest) throw rejectionProblem({ reason: 'programme_not_found', programme: id });
    void reply.type(`${YAML}; charset=utf-8`).header('ETag', `"${latest.version}"`);
    return latest.document;
  }
}

const toItem = ({ id, version, appliedAt, programme }: ProgrammeVersion) => ({
  id,
  name: programme.name,
  version,
  appliedAt: formatInstant(appliedAt),
  currency: programme.currency,
  wallets: [...programme.wallets.keys()],
});

type Applied = Awaited<ReturnType<typeof applyProgramme>>;

function problemOf(answer: Extract<Applied, { ok: false }>, id: string): Problem {
  if ('otherId' in answer) return otherId(id, answer.otherId);
  if ('problems' in answer) return invalidDocument(answer.problems);
  const { status } = accrualProblemCodes.programme_guarded;
  return new Problem({ status, code: 'programme_guarded', extensions: { asks: answer.guarded } });
}

function invalidDocument(problems: Extract<Applied, { problems: unknown }>['problems']): Problem {
  const [first] = problems;
  const detail = first
    ? `Line ${first.line}, column ${first.column}: ${first.message}`
    : 'The document cannot be read.';
  const { status } = accrualProblemCodes.invalid_programme;
  return new Problem({ status, code: 'invalid_programme', detail, errors: problems });
}

function otherId(asked: string, found: string): Problem {
  const { status } = accrualProblemCodes.programme_id_differs;
  const errors = [{ pointer: '/id', code: 'wrong_value', expected: asked, found }];
  return new Problem({ status, code: 'programme_id_differs', errors });
}

import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { RequireScopes } from '../auth/decorators.js';
import { answerOf, listOf, nullable } from '../openapi/answer-schema.js';
import { Answers } from '../openapi/answers.js';
import { formatInstant } from '../time/instant.js';
import type { KeptStaffAction, StaffActions } from './staff-actions.js';

export const STAFF_ACTIONS = Symbol('StaffActions');

class FindStaffActionsDto {
  /** Of one key. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly actor?: string;

  /** Of what stands at this path, and below it. */
  @IsOptional()
  @IsString()
  @MaxLength(400)
  readonly path?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  readonly limit: number = 100;

  /** The `next` of the page before. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly after?: number;
}

const text = { type: 'string' };
const staffAction = answerOf({
  number: { type: 'integer', minimum: 1, description: 'Later ones have higher ones.' },
  at: { type: 'string', format: 'date-time' },
  actor: { ...text, description: 'The key; `cli:…` for who asked at the command line, where there is none.' },
  method: text,
  path: text,
  reason: { ...nullable(text), description: 'Null where the door does not demand one, and none was said.' },
  requestId: text,
  outcome: {
    ...nullable(text),
    description:
      '`done`, `repeated`, `failed` or the code of the problem; null where the process ended before it knew.',
  },
});

@ApiTags('Operations')
@Controller('/v1/staff-actions')
@RequireScopes('staff-actions:read')
export class StaffActionsController {
  constructor(@Inject(STAFF_ACTIONS) private readonly actions: StaffActions) {}

  @Get()
  @ApiOperation({
    summary: 'What was changed by hand, by whom and why',
    description: 'The newest first; `path` finds what was done to one thing, as `/v1/rewards/mug`.',
  })
  @Answers({ 200: answerOf({ items: listOf(staffAction), next: nullable({ type: 'integer', minimum: 1 }) }) })
  async list(@Query() { actor, path, limit, after }: FindStaffActionsDto) {
    const found = await this.actions.list({
      limit,
      ...(actor !== undefined && { actor }),
      ...(path !== undefined && { path }),
      ...(after !== undefined && { after }),
    });
    return { items: found.map(body), next: found.length < limit ? null : (found.at(-1)?.number ?? null) };
  }
}

function body({ at, ...action }: KeptStaffAction) {
  return { ...action, at: formatInstant(at) };
}

import { ADMIN_SCOPE, Answers, onlyReason, RequireScopes, StaffAct, type StaffAction } from '@loyalty/service-host';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Found, Quarantines } from './quarantines.js';
import { contentBody, deadLetterBody } from './set-aside.convert.js';
import { SetAsideDto } from './set-aside.dto.js';
import { handledOrProblem, notThere } from './set-aside-problems.js';
import { deadLetterAnswer, deadLettersAnswer, replayedAnswer } from './set-aside.schema.js';

const MISSING = 'dead_letter_not_found';

@ApiTags('Operations')
@Controller('/v1/dead-letters')
@RequireScopes(ADMIN_SCOPE)
export class DeadLettersController {
  constructor(@Inject(Quarantines) private readonly quarantines: Quarantines) {}

  @Get()
  @Answers({ 200: deadLettersAnswer })
  @ApiOperation({
    summary: 'Messages of the bus that could not be read, or were refused',
    description: 'In the order in which they died, without what is in them. Empty where nothing is taken from a bus.',
  })
  async list(@Query() asked: SetAsideDto) {
    const { items, next } = await this.quarantines.page((quarantine, page) => quarantine.deadLetters(page), asked);
    return { items: items.map(deadLetterBody), next };
  }

  @Get(':id')
  @Answers({ 200: deadLetterAnswer })
  @ApiOperation({ summary: 'A dead letter, opened', description: 'It may hold what identifies somebody.' })
  async show(@Param('id') wanted: string) {
    const { quarantine, id } = this.#find(wanted);
    const letter = await quarantine.deadLetter(id);
    if (letter === undefined) throw notThere(MISSING);
    return { ...deadLetterBody({ ...letter, id: wanted, group: quarantine.group }), ...contentBody(letter) };
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Answers({ 200: replayedAnswer })
  @ApiOperation({ summary: 'Take a dead letter as if it came now', description: 'It is gone once it took effect.' })
  async replay(@Param('id') wanted: string, @Body(onlyReason()) _: object, @StaffAct({ in: 'body' }) act: StaffAction) {
    const { quarantine, id } = this.#find(wanted);
    const work = async () => handledOrProblem(await quarantine.replayDeadLetter(id), MISSING);
    return { id: wanted, messages: await act.record(work) };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forget a dead letter', description: 'For good: nothing of it is kept.' })
  async drop(@Param('id') wanted: string, @StaffAct({ in: 'query' }) act: StaffAction): Promise<void> {
    const { quarantine, id } = this.#find(wanted);
    await act.record(async () => {
      if (!(await quarantine.dropDeadLetter(id))) throw notThere(MISSING);
    });
  }

  #find(id: string): Found {
    const found = this.quarantines.find(id);
    if (found === undefined) throw notThere(MISSING);
    return found;
  }
}

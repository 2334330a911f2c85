import { ADMIN_SCOPE, Answers, onlyReason, RequireScopes, StaffAct, type StaffAction } from '@loyalty/service-host';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Found, Quarantines } from './quarantines.js';
import { contentBody, parkedKeyBody } from './set-aside.convert.js';
import { SetAsideDto } from './set-aside.dto.js';
import { handledOrProblem, notThere } from './set-aside-problems.js';
import { parkedKeyAnswer, parkedKeysAnswer, replayedAnswer } from './set-aside.schema.js';

const MISSING = 'parked_key_not_found';
const SHOWN_MAX = 100;

@ApiTags('Operations')
@Controller('/v1/parked-keys')
@RequireScopes(ADMIN_SCOPE)
export class ParkedKeysController {
  constructor(@Inject(Quarantines) private readonly quarantines: Quarantines) {}

  @Get()
  @Answers({ 200: parkedKeysAnswer })
  @ApiOperation({
    summary: 'Keys of the bus whose messages fail and wait, in order',
    description: 'In the order in which they were parked. Empty where nothing is taken from a bus.',
  })
  async list(@Query() asked: SetAsideDto) {
    const { items, next } = await this.quarantines.page((quarantine, page) => quarantine.parkedKeys(page), asked);
    return { items: items.map(parkedKeyBody), next };
  }

  @Get(':id')
  @Answers({ 200: parkedKeyAnswer })
  @ApiOperation({
    summary: 'A parked key and its queue, opened',
    description: 'They may hold what identifies somebody.',
  })
  async show(@Param('id') wanted: string) {
    const { quarantine, id } = this.#find(wanted);
    const parked = await quarantine.parkedKey(id);
    if (parked === undefined) throw notThere(MISSING);
    const queue = await quarantine.parkedMessages(id, { limit: SHOWN_MAX });
    return {
      ...parkedKeyBody({ ...parked, id: wanted, group: quarantine.group }),
      key: parked.key,
      queue: queue.map((message) => ({ offset: message.offset, ...contentBody(message) })),
    };
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Answers({ 200: replayedAnswer })
  @ApiOperation({
    summary: 'Take the whole queue of a parked key, in order, and free the key',
    description: 'All of it takes effect, or nothing does and it stays parked.',
  })
  async replay(@Param('id') wanted: string, @Body(onlyReason()) _: object, @StaffAct({ in: 'body' }) act: StaffAction) {
    const { quarantine, id } = this.#find(wanted);
    const work = async () => handledOrProblem(await quarantine.replayParkedKey(id), MISSING);
    return { id: wanted, messages: await act.record(work) };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Forget the queue of a parked key, and free the key',
    description: 'For good: what comes later is handled as if nothing had been before.',
  })
  async drop(@Param('id') wanted: string, @StaffAct({ in: 'query' }) act: StaffAction): Promise<void> {
    const { quarantine, id } = this.#find(wanted);
    await act.record(async () => {
      if (!(await quarantine.dropParkedKey(id))) throw notThere(MISSING);
    });
  }

  #find(id: string): Found {
    const found = this.quarantines.find(id);
    if (found === undefined) throw notThere(MISSING);
    return found;
  }
}

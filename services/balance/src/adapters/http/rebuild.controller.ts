import { ADMIN_SCOPE, Answers, RequireScopes } from '@loyalty/service-host';
import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { BALANCE_PORTS, type BalancePorts } from './balance-ports.js';
import { rebuildNotFound } from './problems.js';
import { rebuildBody } from './rebuild.convert.js';
import { rebuildAnswer } from './schemas/rebuild.js';

@ApiTags('Operations')
@Controller('/v1/projections/balance/rebuild')
@RequireScopes(ADMIN_SCOPE)
export class RebuildController {
  constructor(@Inject(BALANCE_PORTS) private readonly ports: BalancePorts) {}

  @Post()
  @HttpCode(202)
  @Answers({ 202: rebuildAnswer })
  @ApiOperation({
    summary: 'Read the ledger anew, beside what serves',
    description:
      'Switches to the new read model if both say the same; otherwise nothing changes, and what differs is listed. One at a time: asked again meanwhile, it tells of the one that is under way.',
  })
  begin() {
    return rebuildBody(this.ports.rebuilds.begin());
  }

  @Get()
  @Answers({ 200: rebuildAnswer })
  @ApiOperation({ summary: 'How far the last rebuild is', description: 'Of this process, since it was started.' })
  latest() {
    const report = this.ports.rebuilds.latest();
    if (!report) throw rebuildNotFound();
    return rebuildBody(report);
  }
}

import { Answers, encodeCursor, RequireScopes } from '@loyalty/service-host';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { listStandings } from '../../application/read-standings.js';
import { BALANCE_PORTS, type BalancePorts } from './balance-ports.js';
import { standingBody } from './balance.convert.js';
import { readAccountCursor } from './cursors.js';
import { BalancesDto } from './dto/reads.dto.js';
import { notCaughtUp } from './problems.js';
import { balancesAnswer } from './schemas/reads.js';

@ApiTags('Balances and statements')
@Controller('/v1/balances')
@RequireScopes('reports:read')
export class BalancesController {
  constructor(@Inject(BALANCE_PORTS) private readonly ports: BalancePorts) {}

  @Get()
  @Answers({ 200: balancesAnswer })
  @ApiOperation({
    summary: 'The balances of all accounts',
    description: 'In order of account; the first page waits until all that was committed before it has been read.',
  })
  async list(@Query() { limit, after }: BalancesDto) {
    const standings = await listStandings({ limit, after: readAccountCursor(after) }, this.ports);
    if ('refused' in standings) throw notCaughtUp();
    const last = standings.length === limit ? standings.at(-1) : undefined;
    return { items: standings.map(standingBody), next: last === undefined ? null : encodeCursor(last.account) };
  }
}

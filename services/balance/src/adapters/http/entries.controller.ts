import { RequireScopes } from '@loyalty/service-host';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { explainEntry } from '../../application/explain-entry.js';
import { BALANCE_PORTS, type BalancePorts } from './balance-ports.js';
import { explanationBody } from './explanation.convert.js';
import { EntryIdPipe } from './ids.pipe.js';
import { entryNotFound } from './problems.js';

@Controller('/v1/entries')
@RequireScopes('balances:read')
export class EntriesController {
  constructor(@Inject(BALANCE_PORTS) private readonly ports: BalancePorts) {}

  @Get(':id/explanation')
  async explanation(@Param('id', EntryIdPipe) id: string) {
    const explained = await explainEntry(id, this.ports);
    if (!explained) throw entryNotFound();
    return explanationBody(explained);
  }
}

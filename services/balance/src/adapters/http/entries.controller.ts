import { LANGUAGES, type Language } from '@loyalty/programme';
import { Answers, AskedLanguage, RequireScopes } from '@loyalty/service-host';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { explainEntry } from '../../application/explain-entry.js';
import { BALANCE_PORTS, type BalancePorts } from './balance-ports.js';
import { LanguageDto } from './dto/reads.dto.js';
import { explanationBody } from './explanation.convert.js';
import { EntryIdPipe } from './ids.pipe.js';
import { entryNotFound } from './problems.js';
import { explanationAnswer } from './schemas/explanation.js';

@ApiTags('Balances and statements')
@Controller('/v1/entries')
@RequireScopes('balances:read')
export class EntriesController {
  constructor(@Inject(BALANCE_PORTS) private readonly ports: BalancePorts) {}

  @Get(':id/explanation')
  @Answers({ 200: explanationAnswer })
  @ApiOperation({
    summary: 'Why an entry is there',
    description: 'The rule and its version, the lines and sums it looked at, and what each lot got or gave.',
  })
  async explanation(
    @Param('id', EntryIdPipe) id: string,
    @Query() _query: LanguageDto,
    @AskedLanguage(LANGUAGES) language: Language,
  ) {
    const explained = await explainEntry(id, this.ports);
    if (!explained) throw entryNotFound();
    return explanationBody(explained, language);
  }
}

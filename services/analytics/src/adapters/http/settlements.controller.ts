import { type Actor, Answers, CurrentActor, jsonBody, pageOf, RequireScopes } from '@loyalty/service-host';
import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { closeSettlement } from '../../application/close-settlement.js';
import { drillDown } from '../../application/drill-down.js';
import { listSettlements, readSettlement } from '../../application/read-settlements.js';
import { parseSettlementId, partyOf, type SettlementName } from '../../domain/settlement-id.js';
import { ANALYTICS_PORTS, type AnalyticsPorts } from './analytics-ports.js';
import { ListSettlementsDto, SettlementEntriesDto } from './dto/settlements.dto.js';
import * as answers from './settlement-answer.schema.js';
import { closeProblem, csvOf, cursorAfter, entryBody, problem, readCursor } from './settlement.convert.js';

@Controller('/v1/settlements')
@ApiTags('Settlements')
@RequireScopes('reports:read')
export class SettlementsController {
  constructor(@Inject(ANALYTICS_PORTS) private readonly ports: AnalyticsPorts) {}

  @Get()
  @ApiOperation({
    summary: 'What partners and the programme owe one another',
    description:
      'One statement for each partner and month, and one for the programme itself: `partner` is `~`, or null.',
  })
  @Answers({ 200: answers.settlementsAnswer })
  async list(@Query() { programme, partner, period, ...paging }: ListSettlementsDto) {
    const asked = { programme, ...(partner !== undefined && { party: partyOf(partner) }), ...(period && { period }) };
    const all = await listSettlements(asked, this.ports);
    if (!all) throw problem('programme_not_found');
    return pageOf(all, paging, ({ id }) => id);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One statement', description: 'A closed one as it was closed.' })
  @Answers({ 200: answers.settlementAnswer })
  async read(@Param('id') id: string) {
    return this.statement(id);
  }

  @Get(':id/csv')
  @ApiOperation({ summary: 'The same as CSV' })
  @Answers({ 200: answers.csvAnswer }, { contentType: 'text/csv' })
  @Header('Content-Type', 'text/csv; charset=utf-8')
  async csv(@Param('id') id: string) {
    return csvOf(await this.statement(id));
  }

  @Get(':id/entries')
  @ApiOperation({ summary: 'The entries of accounts behind a statement', description: 'In the order of time.' })
  @Answers({ 200: answers.settlementEntriesAnswer })
  async entries(@Param('id') id: string, @Query() { limit, after }: SettlementEntriesDto) {
    const found = await drillDown(nameOf(id), { limit, after: readCursor(after) }, this.ports);
    if (!found) throw problem('settlement_not_found');
    const last = found.at(-1);
    return { items: found.map(entryBody), next: last && found.length === limit ? cursorAfter(last) : null };
  }

  @Post(':id/close')
  @HttpCode(200)
  @RequireScopes('settlements:close')
  @ApiOperation({
    summary: 'Close a statement for good',
    description:
      'It never changes after. What is recorded later of that month goes to the next open one, as a correction. Closing again is a repeat.',
  })
  @Answers({ 200: answers.closeAnswer })
  async close(
    @Param('id') id: string,
    @Body(jsonBody<{ readonly reason: string }>(answers.closeSchema)) { reason }: { readonly reason: string },
    @CurrentActor() { id: by, name }: Actor,
  ) {
    const answer = await closeSettlement({ name: nameOf(id), by: { id: by, name }, reason }, this.ports);
    if ('refused' in answer) throw closeProblem(answer);
    return { ...answer.statement, repeated: answer.repeated };
  }

  private async statement(id: string) {
    const found = await readSettlement(nameOf(id), this.ports);
    if (!found) throw problem('settlement_not_found');
    return found;
  }
}

function nameOf(id: string): SettlementName {
  const name = parseSettlementId(id);
  if (!name) throw problem('settlement_not_found');
  return name;
}

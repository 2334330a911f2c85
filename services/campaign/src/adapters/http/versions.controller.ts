import type { ProgrammeApplied } from '@loyalty/contracts';
import { Answers, formatInstant, RequireScopes } from '@loyalty/service-host';
import { Controller, Get, Inject, Param, ParseIntPipe, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { historyOf } from '../../application/history.js';
import { programmeLog } from '../../application/programme-facts.js';
import { diffVersions } from '../../application/read-programmes.js';
import { CAMPAIGN_PORTS, type CampaignPorts } from './campaign-ports.js';
import * as answers from './change-answers.schema.js';
import { historyBody } from './change.convert.js';
import { YAML } from './document-body.js';
import { DiffDto } from './dto/diff.dto.js';
import { problem } from './refusal.convert.js';

@Controller('/v1/programmes')
@ApiTags('Programmes')
@RequireScopes('balances:read')
export class VersionsController {
  constructor(@Inject(CAMPAIGN_PORTS) private readonly ports: CampaignPorts) {}

  @Get(':id')
  @ApiOperation({ summary: 'A programme’s document, byte for byte as it was applied' })
  async read(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const newest = (await this.versionsOf(id)).at(-1);
    if (!newest) throw problem('programme_not_found');
    return sendDocument(newest, reply);
  }

  @Get(':id/versions')
  @ApiOperation({ summary: 'All versions of a programme, the newest first' })
  @Answers({ 200: answers.versionsAnswer })
  async list(@Param('id') id: string) {
    const versions = await this.versionsOf(id);
    const items = versions.map(({ version, appliedAt, actor, document }) => ({
      version,
      appliedAt: formatInstant(appliedAt),
      by: actor,
      bytes: Buffer.byteLength(document),
    }));
    return { items: items.reverse(), next: null };
  }

  @Get(':id/versions/:version')
  @ApiOperation({ summary: 'A version’s document, byte for byte as it was applied' })
  async export(
    @Param('id') id: string,
    @Param('version', ParseIntPipe) version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const versions = await this.versionsOf(id);
    const found = versions.find((each) => each.version === version);
    if (!found) throw problem('version_not_found', { extensions: { newest: versions.length } });
    return sendDocument(found, reply);
  }

  @Get(':id/diff')
  @ApiOperation({ summary: 'What is different between two versions, in words and as data' })
  @Answers({ 200: answers.diffAnswer })
  async diff(@Param('id') id: string, @Query() { from, to }: DiffDto) {
    const versions = await this.versionsOf(id);
    const changes = diffVersions(versions, { from, to });
    if (!changes) throw problem('version_not_found', { extensions: { newest: versions.length } });
    return { programme: id, from, to, changes };
  }

  @Get(':id/history')
  @RequireScopes('programmes:write')
  @ApiOperation({ summary: 'Who changed what, when, why, with which key and by which road; the oldest first' })
  @Answers({ 200: answers.historyAnswer })
  async history(@Param('id') id: string) {
    const items = await historyOf(id, this.ports);
    if (items.length === 0) throw problem('programme_not_found');
    return { items: items.map(historyBody), next: null };
  }

  private async versionsOf(id: string): Promise<readonly ProgrammeApplied[]> {
    const { versions } = await programmeLog(this.ports.store, id);
    if (versions.length === 0) throw problem('programme_not_found');
    return versions;
  }
}

function sendDocument({ version, document }: ProgrammeApplied, reply: FastifyReply): string {
  void reply.type(`${YAML}; charset=utf-8`).header('ETag', `"${version}"`);
  return document;
}

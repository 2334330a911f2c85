import type { Programme } from '@loyalty/programme';
import { Answers, decodeCursor, encodeCursor, fromId, Problem, RequireScopes } from '@loyalty/service-host';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { countMembers, explainMembership, listMembers } from '../../application/segment-members.js';
import { CAMPAIGN_PORTS, type CampaignPorts } from './campaign-ports.js';
import { OfProgrammeDto, SegmentMembersDto } from './dto/segments.dto.js';
import { problem } from './refusal.convert.js';
import * as answers from './segment-answers.schema.js';

@Controller('/v1/segments')
@ApiTags('Segments')
@RequireScopes('balances:read')
export class SegmentsController {
  constructor(@Inject(CAMPAIGN_PORTS) private readonly ports: CampaignPorts) {}

  @Get()
  @ApiOperation({ summary: 'The segments of a programme, as its newest version declares them' })
  @Answers({ 200: answers.segmentsAnswer })
  async list(@Query() { programme: id }: OfProgrammeDto) {
    const { segments } = await this.programme(id);
    const items = [...segments.values()].map(({ name, when, texts }) => ({ name, when: when.source, texts }));
    return { items, next: null };
  }

  @Get(':name/members')
  @ApiOperation({
    summary: 'Who is in a segment now, and how many',
    description:
      'Of all members of the programme; who was erased is not among them, and who was merged is one. `count` stands on the first page alone: counting looks at all of them.',
  })
  @Answers({ 200: answers.segmentMembersAnswer })
  async members(@Param('name') name: string, @Query() { programme: id, limit, after }: SegmentMembersDto) {
    const { programme, when } = await this.segment(id, name);
    const from = after === undefined ? '' : cursorOf(decodeCursor(after));
    const page = await listMembers(programme, { when, after: from, limit }, this.ports);
    const count = after === undefined ? await countMembers(programme, when, this.ports) : null;
    return { count, items: page.items, next: page.next === null ? null : encodeCursor(page.next) };
  }

  @Get(':name/members/:member')
  @ApiOperation({
    summary: 'Whether a member is in a segment, and why',
    description: 'The terms that do not hold with what was found and what is needed, and what the condition looked at.',
  })
  @Answers({ 200: answers.membershipAnswer })
  async membership(
    @Param('name') name: string,
    @Param('member') member: string,
    @Query() { programme: id }: OfProgrammeDto,
  ) {
    const { programme, when } = await this.segment(id, name);
    const asked = fromId('mem', member) === undefined ? undefined : { when, member };
    const found = asked && (await explainMembership(programme, asked, this.ports));
    if (!found) throw problem('member_not_found');
    const { account, isIn, failed, facts } = found;
    return {
      segment: name,
      member,
      account,
      isIn,
      when: when.source,
      facts,
      failed: failed.map(({ term, found: has, needed }) => ({ term, found: has, needed })),
    };
  }

  private async programme(id: string): Promise<Programme> {
    const found = await this.ports.versions.newest(id);
    if (!found) throw problem('programme_not_found');
    return found;
  }

  private async segment(id: string, name: string) {
    const programme = await this.programme(id);
    const segment = programme.segments.get(name);
    if (!segment) throw problem('segment_not_found', { extensions: { segments: [...programme.segments.keys()] } });
    return { programme, when: segment.when };
  }
}

function cursorOf(value: unknown): string {
  if (typeof value !== 'string') throw new Problem({ status: 400, code: 'invalid_cursor' });
  return value;
}

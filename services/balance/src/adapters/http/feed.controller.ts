import { Answers, RequireScopes, toId } from '@loyalty/service-host';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { readFeed } from '../../application/read-feed.js';
import { BALANCE_PORTS, type BalancePorts } from './balance-ports.js';
import { readFeedCursor, writeFeedCursor } from './cursors.js';
import { FeedDto } from './dto/reads.dto.js';
import { entryBody } from './entry.convert.js';
import { invalidCursor } from './problems.js';
import { feedAnswer } from './schemas/reads.js';

@ApiTags('Balances and statements')
@Controller('/v1/feed')
@RequireScopes('balances:read')
export class FeedController {
  constructor(@Inject(BALANCE_PORTS) private readonly ports: BalancePorts) {}

  @Get()
  @Answers({ 200: feedAnswer })
  @ApiOperation({
    summary: 'Every entry of all accounts',
    description:
      'Each once, in the order of its account, for ever. Keep `next` and ask with it again: it is always given, and stays good. A page without items says that there is nothing new; one with fewer than `limit` says nothing.',
  })
  async feed(@Query() { limit, after }: FeedDto) {
    const page = await readFeed({ limit, after: readFeedCursor(after) }, this.ports);
    if ('refused' in page) throw invalidCursor();
    const items = page.items.map((item) => ({
      account: toId('acc', item.account),
      sequence: item.sequence,
      ...entryBody(item, item.description),
    }));
    return { items, next: writeFeedCursor(page.next) };
  }
}

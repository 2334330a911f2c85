import { LANGUAGES, type Language } from '@loyalty/programme';
import { Answers, AskedLanguage, encodeCursor, parseInstant, RequireScopes } from '@loyalty/service-host';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { listEntries } from '../../application/list-entries.js';
import { listLots } from '../../application/list-lots.js';
import { readBalanceAsOf } from '../../application/read-balance-as-of.js';
import { readBalance } from '../../application/read-balance.js';
import { BALANCE_PORTS, type BalancePorts } from './balance-ports.js';
import { asOfBody, balanceBody, lotBody } from './balance.convert.js';
import { readLotCursor, readVersionCursor, writeLotCursor } from './cursors.js';
import { BalanceDto, LotsDto, StatementDto } from './dto/reads.dto.js';
import { entryBody } from './entry.convert.js';
import { wordsOf } from './entry-words.js';
import { AccountIdPipe } from './ids.pipe.js';
import { answerOrProblem } from './problems.js';
import { balanceAnswer, entriesAnswer, lotsAnswer } from './schemas/reads.js';

@ApiTags('Balances and statements')
@Controller('/v1/accounts/:id')
@RequireScopes('balances:read')
export class AccountsController {
  constructor(@Inject(BALANCE_PORTS) private readonly ports: BalancePorts) {}

  @Get('balance')
  @Answers({ 200: balanceAnswer })
  @ApiOperation({
    summary: 'What an account has',
    description:
      'Now, counting what has fallen due; or as of a moment, as it was known at another. `minVersion` waits for a version.',
  })
  async balance(@Param('id', AccountIdPipe) account: string, @Query() query: BalanceDto) {
    const { minVersion } = query;
    const [asOf, knownAt] = [toInstant(query.asOf), toInstant(query.knownAt)];
    if (asOf === undefined && knownAt === undefined) {
      return balanceBody(answerOrProblem(account, await readBalance({ account, minVersion }, this.ports)));
    }
    const question = { account, minVersion, asOf, knownAt };
    return asOfBody(answerOrProblem(account, await readBalanceAsOf(question, this.ports)));
  }

  @Get('entries')
  @Answers({ 200: entriesAnswer })
  @ApiOperation({
    summary: 'An account’s statement',
    description:
      'Newest first: what happened, what it changed, and because of which purchase or return; `text` says it in the language asked for.',
  })
  async entries(
    @Param('id', AccountIdPipe) account: string,
    @Query() query: StatementDto,
    @AskedLanguage(LANGUAGES) language: Language,
  ) {
    const { minVersion, limit } = query;
    const question = { account, minVersion, limit, before: readVersionCursor(query.after) };
    const { version, items, programme, next } = answerOrProblem(account, await listEntries(question, this.ports));
    return {
      version,
      items: items.map((item) => ({
        ...entryBody(item, item.description),
        text: wordsOf(item.event, { programme, language }),
      })),
      next: next === undefined ? null : encodeCursor(next),
    };
  }

  @Get('lots')
  @Answers({ 200: lotsAnswer })
  @ApiOperation({
    summary: 'The lots of an account',
    description: 'Points that expire together, in the order in which they are spent.',
  })
  async lots(@Param('id', AccountIdPipe) account: string, @Query() query: LotsDto) {
    const { minVersion, limit, spent } = query;
    const question = { account, minVersion, limit, spent, after: readLotCursor(query.after) };
    const { version, items, next } = answerOrProblem(account, await listLots(question, this.ports));
    return { version, items: items.map(lotBody), next: next === undefined ? null : writeLotCursor(next) };
  }
}

/** The DTO has checked that it is one. */
function toInstant(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseInstant(text);
}

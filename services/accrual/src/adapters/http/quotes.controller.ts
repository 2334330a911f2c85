import { LANGUAGES, type Language } from '@loyalty/programme';
import { Answers, AskedLanguage, jsonBody, RequireScopes } from '@loyalty/service-host';
import { Body, Controller, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { quotePurchase, type SentQuote } from '../../application/quotes/quote-purchase.js';
import { quoteSchema } from '../../domain/sent/quote.schema.js';
import { ACCRUAL_PORTS, type HttpPorts } from './accrual-ports.js';
import { QuoteDto } from './dto/quote.dto.js';
import { quoteAnswer } from './quote-answer.schema.js';
import { quoteBody } from './quote.convert.js';
import { decidedOrProblem } from './rejection.convert.js';
import { ucpBody } from './ucp-quote.convert.js';

@Controller('/v1/quotes')
@ApiTags('Purchases and returns')
@RequireScopes('purchases:write')
export class QuotesController {
  constructor(@Inject(ACCRUAL_PORTS) private readonly ports: HttpPorts) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'What a basket would earn now',
    description:
      'A purchase without ids. The same decision as the purchase, of which nothing is written; the sentences are in the language asked for.',
  })
  @Answers({ 200: quoteAnswer })
  async quote(
    @Body(jsonBody<SentQuote>(quoteSchema)) sent: SentQuote,
    @Query() { shape, membership }: QuoteDto,
    @AskedLanguage(LANGUAGES) language: Language,
  ) {
    const quote = decidedOrProblem(await quotePurchase(sent, this.ports));
    if (shape !== 'ucp') return quoteBody(quote, language);
    return ucpBody(quote, { key: membership ?? `loyalty.${quote.judge.id}`, language });
  }
}

import { Readable } from 'node:stream';
import { LANGUAGES, type Language } from '@loyalty/programme';
import { currentTrace, inTrace } from '@loyalty/tracing';
import {
  Answers,
  DryRun,
  LOGGER,
  type Logger,
  NamedLanguage,
  NDJSON,
  NdjsonBody,
  RequireScopes,
} from '@loyalty/service-host';
import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Batch } from '../../application/purchases/post-batch.js';
import { ReceiptLanguages } from '../../application/members/receipt-language.js';
import { Slots } from '../../application/purchases/slots.js';
import { ACCRUAL_PORTS, type HttpPorts } from './accrual-ports.js';
import { answerBatch } from './batch-answers.js';
import { BatchLines } from './batch-lines.js';
import { batchAnswer } from './batch-answer.schema.js';

/** What is under way of one batch, and of all of them; the engine's batches are a few hundred commands. */
const IN_FLIGHT_MAX = 1024;
const ALL_IN_FLIGHT_MAX = 4096;
/** A purchase of 5,000 generously described lines. */
const LINE_BYTES_MAX = 4 * 1024 * 1024;

@Controller('/v1/batch')
@ApiTags('Purchases and returns')
@RequireScopes('purchases:write')
export class BatchController {
  private readonly slots = new Slots(ALL_IN_FLIGHT_MAX);

  constructor(
    @Inject(ACCRUAL_PORTS) private readonly ports: HttpPorts,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiConsumes(NDJSON)
  @ApiProduces(NDJSON)
  @ApiOperation({
    summary: 'Record purchases and returns, one a line',
    description:
      'Each line is `{"purchase": …}` or `{"return": …}`; each is answered by a line, in order, as it is durable. ' +
      'A line that is wrong spoils nothing else. Read the answers while you send. In a dry run a line does not see those before it. Receipts are in the language asked for (`?language=`, `Accept-Language`), else in the ' +
      'member’s.',
  })
  @Answers({ 200: batchAnswer }, { contentType: NDJSON })
  record(
    @NdjsonBody() input: Readable,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @DryRun() dryRun = false,
    @NamedLanguage(LANGUAGES) asked?: Language,
  ): void {
    const lines = new BatchLines({
      batch: new Batch(this.ports, this.slots, { dryRun }),
      dryRun,
      programmes: this.ports.programmes,
      languages: new ReceiptLanguages(asked, this.ports),
      requestId: request.id,
      onFailure: (error) => this.logger.error({ requestId: request.id, err: error }, 'a line of a batch failed'),
    });
    // Lines arrive with the socket, which belongs to no request.
    const trace = currentTrace();
    const answers = answerBatch({
      input,
      lineBytesMax: LINE_BYTES_MAX,
      inFlightMax: IN_FLIGHT_MAX,
      hand: (group) => inTrace(trace, () => lines.hand(group)),
    });
    void reply.type(NDJSON).send(Readable.from(answers, { objectMode: false }));
  }
}

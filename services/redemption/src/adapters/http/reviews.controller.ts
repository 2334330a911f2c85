import { type Actor, Answers, CurrentActor, fromId, jsonBody, Problem, RequireScopes } from '@loyalty/service-host';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RedemptionPorts } from '../../application/ports.js';
import { decideReview } from '../../application/reviews/decide-review.js';
import { listReviews } from '../../application/reviews/list-reviews.js';
import { type SentVerdict, verdictSchema } from '../../domain/reviews/verdict.schema.js';
import { FindReviewsDto } from './dto/find-reviews.dto.js';
import { countVerdict } from './redemption-metrics.js';
import { REDEMPTION_PORTS } from './redemption-ports.js';
import { decidedOrProblem } from './rejection.convert.js';
import * as answers from './review-answer.schema.js';
import { reviewBody } from './review.convert.js';

@Controller('/v1/reviews')
@ApiTags('Reviews')
@RequireScopes('reviews:write')
export class ReviewsController {
  constructor(@Inject(REDEMPTION_PORTS) private readonly ports: RedemptionPorts) {}

  @Get()
  @RequireScopes('reviews:read')
  @ApiOperation({
    summary: 'What is held for review',
    description: 'The oldest first; of those that are over the last thousand of each programme.',
  })
  @Answers({ 200: answers.reviewList })
  async list(@Query() { status, programme, limit, after }: FindReviewsDto) {
    if (after !== undefined && fromId('rev', after) === undefined) {
      throw new Problem({ status: 400, code: 'invalid_cursor' });
    }
    const { items, now, next } = await listReviews(
      {
        limit,
        ...(status === undefined ? {} : { status }),
        ...(programme === undefined ? {} : { programme }),
        ...(after === undefined ? {} : { after }),
      },
      this.ports,
    );
    return { items: items.map((review) => reviewBody(review, now)), next };
  }

  @Post(':id/release')
  @ApiOperation({
    summary: 'Let through what is held',
    description:
      'A redemption can be captured from now on, until it lapses; points of a purchase are available; a gift is given, by another key than that which asked for it. The same again changes nothing.',
  })
  @Answers({ 201: answers.reviewAnswer })
  release(
    @Param('id') id: string,
    @Body(jsonBody<SentVerdict>(verdictSchema)) { reason }: SentVerdict,
    @CurrentActor() actor: Actor,
  ) {
    return this.decide({ id, verdict: 'release', reason, actor: actor.id });
  }

  @Post(':id/reject')
  @ApiOperation({
    summary: 'Say no to what is held',
    description:
      'What a redemption or a gift holds is free again, what a purchase earned is taken back, by an entry that says who said so and why. The same again changes nothing.',
  })
  @Answers({ 201: answers.reviewAnswer })
  reject(
    @Param('id') id: string,
    @Body(jsonBody<SentVerdict>(verdictSchema)) { reason }: SentVerdict,
    @CurrentActor() actor: Actor,
  ) {
    return this.decide({ id, verdict: 'reject', reason, actor: actor.id });
  }

  private async decide(asked: Parameters<typeof decideReview>[0]) {
    const answer = await decideReview(asked, this.ports);
    countVerdict(asked.verdict, answer);
    const { review, now, repeated } = decidedOrProblem(answer);
    return { review: reviewBody(review, now), repeated };
  }
}

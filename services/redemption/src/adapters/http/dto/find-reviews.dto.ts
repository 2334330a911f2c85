import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { REVIEW_STATUSES, type ReviewStatus } from '../../../domain/reviews/review.js';

const REVIEWS_MAX = 500;

export class FindReviewsDto {
  @IsOptional()
  @IsIn(REVIEW_STATUSES)
  readonly status?: ReviewStatus;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly programme?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(REVIEWS_MAX)
  readonly limit: number = 100;

  /** `next` of the page before. */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly after?: string;
}

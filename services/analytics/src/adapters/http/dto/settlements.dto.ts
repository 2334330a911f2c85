import { PERIOD_PATTERN } from '../../../domain/period.js';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min } from 'class-validator';

export class ListSettlementsDto {
  @IsString()
  @Length(1, 64)
  readonly programme: string = '';

  /** `~`: the programme itself. */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly partner?: string;

  @IsOptional()
  @Matches(new RegExp(PERIOD_PATTERN))
  readonly period?: string;

  /** All of them where it is left out. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  readonly limit?: number;

  /** `next` of the page before. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  readonly after?: string;
}

export class SettlementEntriesDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  readonly limit: number = 100;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly after?: string;
}

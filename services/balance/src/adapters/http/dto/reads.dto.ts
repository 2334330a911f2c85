import { LANGUAGES, type Language } from '@loyalty/programme';
import { IsInstant } from '@loyalty/service-host';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

export class LanguageDto {
  /** Of the sentences: `en` or `ru`. Without it `Accept-Language` says. */
  @IsOptional()
  @IsIn(LANGUAGES)
  readonly language?: Language;
}

export class AccountReadDto {
  /** The answer is at least of this version: it is waited for up to 2 seconds, then 503 `not_there_yet`. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly minVersion: number = 0;
}

export class BalanceDto extends AccountReadDto {
  /** Business time, inclusive: only what had happened by then is summed. */
  @IsOptional()
  @IsInstant()
  readonly asOf?: string;

  /** Record time, inclusive: only what had been recorded by then is summed. */
  @IsOptional()
  @IsInstant()
  readonly knownAt?: string;
}

const LIMIT = 100;
const LIMIT_MAX = 1_000;

export class EntriesDto extends AccountReadDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LIMIT_MAX)
  readonly limit: number = LIMIT;

  @IsOptional()
  @IsString()
  @MaxLength(400)
  readonly after?: string;
}

export class StatementDto extends EntriesDto {
  /** Of the sentences: `en` or `ru`. Without it `Accept-Language` says. */
  @IsOptional()
  @IsIn(LANGUAGES)
  readonly language?: Language;
}

export class LotsDto extends EntriesDto {
  /** `true`: also lots of which nothing is left. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  readonly spent: boolean = false;
}

export class FeedDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LIMIT_MAX)
  readonly limit: number = LIMIT;

  /** `next` of an earlier page; left out: from the first entry on. */
  @IsOptional()
  @IsString()
  @MaxLength(4_000)
  readonly after?: string;
}

const EXPORT_LIMIT_MAX = 5_000;

export class BalancesDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(EXPORT_LIMIT_MAX)
  readonly limit: number = LIMIT;

  @IsOptional()
  @IsString()
  @MaxLength(400)
  readonly after?: string;
}

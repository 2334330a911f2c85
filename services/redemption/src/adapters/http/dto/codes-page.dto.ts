import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const CODES_MAX = 10_000;

export class CodesPageDto {
  /** The number of the last code that was read. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  readonly after: number = 0;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(CODES_MAX)
  readonly limit: number = 1_000;
}

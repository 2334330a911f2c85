import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

const LIMIT = 100;
const LIMIT_MAX = 1_000;

export class SetAsideDto {
  /** Of one group of consumers only. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly group?: string;

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

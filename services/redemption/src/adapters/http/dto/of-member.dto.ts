import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';

export class OfMemberDto {
  /** `mem_…`; no other identity stands in a URL. */
  @IsString()
  @Length(1, 64)
  readonly member: string = '';

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

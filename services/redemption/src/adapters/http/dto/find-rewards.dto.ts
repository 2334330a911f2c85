import { IsOptional, IsString, Length } from 'class-validator';

export class FindRewardsDto {
  /** `mem_…`; no other identity stands in a URL. */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly member?: string;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly programme?: string;
}

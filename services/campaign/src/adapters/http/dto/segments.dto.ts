import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';

export class OfProgrammeDto {
  @IsString()
  @Length(1, 64)
  readonly programme: string = '';
}

export class SegmentMembersDto extends OfProgrammeDto {
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

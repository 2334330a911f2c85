import { Type } from 'class-transformer';
import { IsInt, Min } from 'class-validator';

export class DiffDto {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  readonly from: number = 0;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  readonly to: number = 0;
}

import { IsString, Length, Matches } from 'class-validator';

export class MergeDto {
  /** `mem_…`: stands as the other one from now on. */
  @IsString()
  @Length(1, 64)
  readonly from: string = '';

  /** `mem_…` */
  @IsString()
  @Length(1, 64)
  readonly into: string = '';

  /** Stays with it for ever. */
  @IsString()
  @Length(1, 500)
  @Matches(/\S/)
  readonly reason: string = '';
}

export class UnmergeDto {
  /** `mrg_…`, as the merge was answered. */
  @IsString()
  @Length(1, 64)
  readonly merge: string = '';

  /** Stays with it for ever. */
  @IsString()
  @Length(1, 500)
  @Matches(/\S/)
  readonly reason: string = '';
}

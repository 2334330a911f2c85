import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

export class TransferDto {
  /** `acc_…`, of the same programme. */
  @IsString()
  @Length(1, 64)
  readonly to: string = '';

  @IsString()
  @Length(1, 64)
  readonly wallet: string = '';

  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly points: number = 0;

  @IsOptional()
  @IsString()
  @Length(1, 500)
  @Matches(/\S/)
  readonly reason?: string;
}

export class ReverseTransferDto {
  @IsString()
  @Length(1, 500)
  @Matches(/\S/)
  readonly reason: string = '';
}

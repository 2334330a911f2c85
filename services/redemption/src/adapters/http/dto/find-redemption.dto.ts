import { IsOptional, IsString, Length } from 'class-validator';

export class FindRedemptionDto {
  @IsString()
  @Length(1, 64)
  readonly source: string = '';

  @IsString()
  @Length(1, 128)
  readonly externalId: string = '';

  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly programme?: string;
}

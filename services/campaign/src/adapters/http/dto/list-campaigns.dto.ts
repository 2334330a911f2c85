import { IsOptional, IsString, Length } from 'class-validator';

export class ListCampaignsDto {
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly programme?: string;
}

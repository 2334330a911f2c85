import { IsOptional, IsString, Length, Matches } from 'class-validator';

export class ReasonDto {
  @IsOptional()
  @IsString()
  @Length(1, 500)
  @Matches(/\S/)
  readonly reason?: string;
}

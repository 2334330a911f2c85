import { IsOptional, IsString, Length } from 'class-validator';

export class ReasonDto {
  @IsOptional()
  @IsString()
  @Length(1, 500)
  readonly reason?: string;
}

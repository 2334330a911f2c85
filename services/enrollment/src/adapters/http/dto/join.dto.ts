import { IsOptional, IsString, MaxLength } from 'class-validator';

export class JoinDto {
  /** Needed only where the installation has several. */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  readonly programme?: string | null;
}

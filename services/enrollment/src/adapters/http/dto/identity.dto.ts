import { IsOptional, IsString, Length, Matches, MaxLength, MinLength } from 'class-validator';
import { IsIdentity } from './constraints.js';

/** Exactly one of these. */
export class IdentityDto {
  @IsOptional()
  @IsIdentity('card')
  readonly card?: string | null;

  @IsOptional()
  @IsIdentity('phone')
  readonly phone?: string | null;

  @IsOptional()
  @IsIdentity('email')
  readonly email?: string | null;

  @IsOptional()
  @IsIdentity('externalId')
  readonly externalId?: string | null;

  @IsOptional()
  @IsIdentity('token')
  readonly token?: string | null;

  /** Why somebody changes it by hand; kept with the key in the journal of staff actions. Left out by machines. */
  @IsOptional()
  @IsString()
  @Length(3, 500)
  @Matches(/\S/)
  readonly reason?: string;
}

/** Exactly one of these, as a till has it: whatever was shown may be asked about. */
export class LookupDto {
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  readonly card?: string | null;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  readonly phone?: string | null;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  readonly email?: string | null;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  readonly externalId?: string | null;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  readonly token?: string | null;
}

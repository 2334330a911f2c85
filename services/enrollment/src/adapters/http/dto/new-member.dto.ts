import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { IsIdentity } from './constraints.js';
import { ProfileDto } from './profile.dto.js';

export class NewMemberDto extends ProfileDto {
  /** Which system sends this; with `externalId` it recognises a repeat. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  readonly source?: string | null;

  @IsOptional()
  @IsIdentity('externalId')
  readonly externalId?: string | null;

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
  @IsIdentity('token')
  readonly token?: string | null;

  /** Who invited them: the id of a member, or a referral code. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(64)
  readonly referredBy?: string | null;

  /** Needed only where the installation has several. */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  readonly programme?: string | null;
}

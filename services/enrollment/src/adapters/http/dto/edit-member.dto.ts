import { IsOptional, IsString, Length, Matches, MaxLength, MinLength } from 'class-validator';
import { ProfileDto } from './profile.dto.js';

export class EditMemberDto extends ProfileDto {
  /** Who invited them: the id of a member, or a referral code. Said once, within 30 days of joining. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(64)
  readonly referredBy?: string | null;

  /** Into which programme; needed only where the member is in several. */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  readonly programme?: string | null;

  /** Why somebody changes it by hand; kept with the key in the journal of staff actions. Left out by machines. */
  @IsOptional()
  @IsString()
  @Length(3, 500)
  @Matches(/\S/)
  readonly reason?: string;
}

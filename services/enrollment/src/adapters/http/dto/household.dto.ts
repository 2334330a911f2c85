import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsString, Length, Matches } from 'class-validator';
import { TAKES, type Takes } from '../../../application/leave-household.js';

export class HouseholdDto {
  /** `mem_…`: who shares accounts from now on. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  readonly members: readonly string[] = [];

  @IsString()
  @Length(1, 500)
  @Matches(/\S/)
  readonly reason: string = '';
}

export class JoinHouseholdDto {
  @IsString()
  @Length(1, 64)
  readonly member: string = '';

  @IsString()
  @Length(1, 500)
  @Matches(/\S/)
  readonly reason: string = '';
}

export class LeaveHouseholdDto {
  @IsString()
  @Length(1, 64)
  readonly member: string = '';

  /** `own_lots`: what the member earned, as far as it is still there. `nothing`: all of it stays. */
  @IsIn(TAKES)
  readonly takes: Takes = 'nothing';

  @IsString()
  @Length(1, 500)
  @Matches(/\S/)
  readonly reason: string = '';
}

import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

const STATUSES = [
  'awaiting_approval',
  'requested',
  'sent',
  'accepted',
  'settled',
  'failed',
  'refused',
  'voided',
  'lapsed',
];
const LISTED_MAX = 1_000;

export class ListPayoutsDto {
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly programme?: string;

  @IsOptional()
  @IsIn(STATUSES)
  readonly status?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LISTED_MAX)
  readonly limit: number = 100;
}

export class DayDto {
  /** A day by the programme's clocks, as 2026-06-01. */
  @Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  readonly day: string = '';
}

export class OfProgrammeDto {
  @IsString()
  @Length(1, 64)
  readonly programme: string = '';
}

import { Type } from 'class-transformer';
import { parseDate } from '@loyalty/programme';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min, ValidateBy } from 'class-validator';

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

  /** `next` of the page before. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  readonly after?: string;
}

/** 30 February is none. */
function IsDay(): PropertyDecorator {
  return ValidateBy({
    name: 'matches',
    validator: {
      validate: (value) => typeof value === 'string' && parseDate(value) !== undefined,
      defaultMessage: () => 'must be a day of the calendar, as 2026-06-01',
    },
  });
}

export class DayDto {
  /** A day by the programme's clocks, as 2026-06-01. */
  @IsDay()
  readonly day: string = '';
}

export class OfProgrammeDto {
  @IsString()
  @Length(1, 64)
  readonly programme: string = '';
}

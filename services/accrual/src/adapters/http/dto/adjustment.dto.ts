import { IsInstant } from '@loyalty/service-host';
import {
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  NotEquals,
  ValidateIf,
} from 'class-validator';

export class AdjustmentDto {
  @IsString()
  @Length(1, 64)
  readonly wallet: string = '';

  /** Below zero takes points, in burn order. */
  @IsInt()
  @NotEquals(0)
  @Min(-Number.MAX_SAFE_INTEGER)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly points: number = 0;

  @IsString()
  @Length(1, 500)
  @Matches(/\S/)
  readonly reason: string = '';

  /** Left out: as the programme says; null says nothing here. */
  @ValidateIf((dto: AdjustmentDto) => dto.availableAt !== undefined)
  @IsInstant()
  readonly availableAt?: string;

  /** Null: never. Left out: as the programme says. */
  @ValidateIf((dto: AdjustmentDto) => dto.expiresAt !== undefined && dto.expiresAt !== null)
  @IsInstant()
  readonly expiresAt?: string | null;

  @IsOptional()
  @IsBoolean()
  readonly allowNegative?: boolean;
}

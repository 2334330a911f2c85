import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { IsInstant } from '@loyalty/service-host';
import { IsBirthday, IsLanguage } from './constraints.js';

const TOPIC = /^[a-z][a-z0-9_-]{0,63}$/;
const TOPIC_EXPECTED = { message: 'must be a lower-case word such as marketing' };

/** A yes or a no to being written to, for one purpose over one channel. */
export class ConsentDto {
  /** @example "marketing" */
  @Matches(TOPIC, TOPIC_EXPECTED)
  readonly purpose!: string;

  /** @example "email" */
  @Matches(TOPIC, TOPIC_EXPECTED)
  readonly channel!: string;

  @IsBoolean()
  readonly granted!: boolean;

  /** When it was said; now, where it is not sent. */
  @IsOptional()
  @IsInstant()
  readonly at?: string | null;
}

/** What a member tells about themselves. Null removes a field. */
export class ProfileDto {
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  readonly name?: string | null;

  @IsOptional()
  @IsBirthday()
  readonly birthday?: string | null;

  @IsOptional()
  @IsLanguage()
  readonly language?: string | null;

  /** Replace those of the same purpose and channel; others stay. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ConsentDto)
  readonly consents?: ConsentDto[] | null;
}

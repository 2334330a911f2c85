import { LANGUAGES, type Language } from '@loyalty/programme';
import { IsIn, IsOptional, IsString, Matches } from 'class-validator';

/** Labels of letters, digits and hyphens, in reverse order: `com.example.loyalty`. */
const REVERSE_DOMAIN = /^[a-z](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

export class LanguageDto {
  /** Of the sentences: `en` or `ru`. Without it `Accept-Language` says. */
  @IsOptional()
  @IsIn(LANGUAGES)
  readonly language?: Language;
}

export class QuoteDto extends LanguageDto {
  /** `ucp`: as the loyalty extension of the Universal Commerce Protocol. */
  @IsOptional()
  @IsIn(['ucp'])
  readonly shape?: 'ucp';

  /** With `shape=ucp`: the name of the membership, as `com.example.loyalty`. */
  @IsOptional()
  @Matches(REVERSE_DOMAIN, { message: 'a name in reverse domain order, as com.example.loyalty' })
  readonly membership?: string;
}

export class WhyDto extends LanguageDto {
  /** Of this offer alone. */
  @IsOptional()
  @IsString()
  readonly offer?: string;
}

import { IsString, ValidateBy } from 'class-validator';
import { isBirthday } from '../../../domain/birthday.js';
import { canonicalIdentity, type IdentityKind } from '@loyalty/contracts';
import { canonicalLanguage } from '../../../domain/language.js';

const SPELLINGS: Readonly<Record<IdentityKind, string>> = {
  card: '1 to 256 characters, none of them a control character or half of one',
  token: '1 to 256 characters, none of them a control character or half of one',
  externalId: '1 to 256 characters, none of them a control character or half of one',
  phone: 'an international number such as +49 30 1234567',
  email: 'an address such as name@example.org',
};

/** A value that can be attached to a member. What tills show of nobody in particular is refused at these doors. */
export function IsIdentity(kind: IdentityKind): PropertyDecorator {
  return said('matches', SPELLINGS[kind], (value) => canonicalIdentity({ kind, value }) !== undefined);
}

export function IsBirthday(): PropertyDecorator {
  return said('matches', 'a day such as 1990-05-17', isBirthday);
}

export function IsLanguage(): PropertyDecorator {
  return said('matches', 'a language tag such as de or en-GB', (value) => canonicalLanguage(value) !== undefined);
}

/** A text, and one of which this holds: a number is told that it is no text, not that it is badly spelled. */
function said(name: string, expected: string, holds: (value: string) => boolean): PropertyDecorator {
  const spelled = ValidateBy({
    name,
    validator: {
      validate: (value) => typeof value === 'string' && holds(value),
      defaultMessage: () => `must be ${expected}`,
    },
  });
  return (target, field) => {
    IsString()(target, field);
    spelled(target, field);
  };
}

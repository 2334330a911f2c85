import { parseInstant, Problem } from '@loyalty/service-host';
import type { SentConsent, SentProfile } from '../../application/sent-profile.js';
import { isStillToCome } from '../../domain/birthday.js';
import { canonicalLanguage } from '../../domain/language.js';
import type { ConsentDto, ProfileDto } from './dto/profile.dto.js';

export function toSentProfile(dto: ProfileDto, now: number): SentProfile {
  const { name, birthday, language, consents } = dto;
  if (typeof birthday === 'string' && isStillToCome(birthday, now)) throw bornTomorrow();
  return {
    ...(name !== undefined && { name }),
    ...(birthday !== undefined && { birthday }),
    ...(language !== undefined && { language: language === null ? null : (canonicalLanguage(language) ?? null) }),
    ...(consents && { consents: consents.map(toSentConsent) }),
  };
}

/** Somebody new has nothing that null could remove. */
export function withoutNulls(profile: SentProfile): SentProfile {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== null));
}

function toSentConsent({ purpose, channel, granted, at }: ConsentDto): SentConsent {
  const saidAt = typeof at === 'string' ? parseInstant(at) : undefined;
  return { purpose, channel, granted, ...(saidAt !== undefined && { at: saidAt }) };
}

function bornTomorrow(): Problem {
  const error = { pointer: '/birthday', code: 'too_large', expected: 'a day that has come', found: 'one that has not' };
  return new Problem({ status: 400, code: 'invalid_request', errors: [error] });
}

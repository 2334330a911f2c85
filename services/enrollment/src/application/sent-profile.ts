import type { Consent, ProfileEdit } from '../domain/profile.js';

/** A consent as it is sent: without a time it is said now. */
export type SentConsent = Omit<Consent, 'at'> & { readonly at?: number };

/** What a caller says about a member. Absent leaves a field as it is, null removes it. */
export type SentProfile = Omit<ProfileEdit, 'consents'> & { readonly consents?: readonly SentConsent[] };

export function said({ consents, ...rest }: SentProfile, now: number): ProfileEdit {
  return consents === undefined ? rest : { ...rest, consents: consents.map((consent) => ({ at: now, ...consent })) };
}

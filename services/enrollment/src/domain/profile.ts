/** What a member has told us. All of it is personal: it never leaves enrollment but in an answer to `members:read`. */
export interface Profile {
  readonly name?: string;
  /** A day without a time or zone: `1990-05-17`. */
  readonly birthday?: string;
  /** BCP 47, as `Intl` writes it. */
  readonly language?: string;
  readonly consents: readonly Consent[];
}

/** A yes or a no to being written to, for one purpose over one channel. */
export interface Consent {
  readonly purpose: string;
  readonly channel: string;
  readonly granted: boolean;
  /** When it was said. */
  readonly at: number;
}

/** Absent leaves a field as it is, null removes it; consents replace those of the same purpose and channel. */
export interface ProfileEdit {
  readonly name?: string | null;
  readonly birthday?: string | null;
  readonly language?: string | null;
  readonly consents?: readonly Consent[];
}

export const EMPTY_PROFILE: Profile = { consents: [] };

export function edit(profile: Profile, changes: ProfileEdit): Profile {
  const name = changes.name === undefined ? profile.name : changes.name;
  const birthday = changes.birthday === undefined ? profile.birthday : changes.birthday;
  const language = changes.language === undefined ? profile.language : changes.language;
  return {
    ...(name != null && { name }),
    ...(birthday != null && { birthday }),
    ...(language != null && { language }),
    consents: changes.consents === undefined ? profile.consents : answered(profile.consents, changes.consents),
  };
}

function answered(before: readonly Consent[], answers: readonly Consent[]): readonly Consent[] {
  const topic = (consent: Consent) => JSON.stringify([consent.purpose, consent.channel]);
  return [...new Map([...before, ...answers].map((consent) => [topic(consent), consent])).values()];
}

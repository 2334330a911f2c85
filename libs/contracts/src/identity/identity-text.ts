import { canonicalIdentity, type Identity } from './identity.js';

/** The one text that is hashed for an identity, whoever hashes it: no two identities have the same. */
export function identityText({ kind, value }: Identity): string {
  return ['identity', kind, value].map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
}

/**
 * An identity as a till showed it, in the spelling under which it is looked for. One that could not be attached by hand
 * (half a phone number) is taken as it was sent: a purchase is never refused for it, it only finds nobody.
 */
export function identityShown({ kind, value }: Identity): Identity {
  return canonicalIdentity({ kind, value }) ?? { kind, value: value.trim() };
}

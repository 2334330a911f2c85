import { canonicalEmail } from './email.js';
import { canonicalPhone } from './phone.js';

export const IDENTITY_KINDS = ['card', 'phone', 'email', 'externalId', 'token'] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

/** How a member is recognised at a till. */
export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}

export const IDENTITY_CHARACTERS_MAX = 256;

/**
 * The one spelling under which an identity is kept and looked up, or undefined when it can be nobody's.
 * Whoever attaches and whoever asks must both come through here, or one person would become two members.
 */
export function canonicalIdentity({ kind, value }: Identity): Identity | undefined {
  const canonical = spell(kind, value);
  return canonical === undefined ? undefined : { kind, value: canonical };
}

function spell(kind: IdentityKind, value: string): string | undefined {
  switch (kind) {
    case 'email':
      return canonicalEmail(value);
    case 'phone':
      return canonicalPhone(value);
    case 'card':
    case 'token':
    case 'externalId':
      return asSent(value);
    default:
      throw new Error(`unknown identity kind ${String(kind satisfies never)}`);
  }
}

/** Numbers on cards have meanings of their own (leading zeros, letter case): only the space around them is dropped. */
function asSent(value: string): string | undefined {
  const trimmed = value.trim();
  if (trimmed.length === 0 || trimmed.length > IDENTITY_CHARACTERS_MAX) return undefined;
  // Half a character (a lone surrogate) has no bytes of its own: all halves would be one identity.
  return /[\p{Cc}\p{Cs}]/u.test(trimmed) ? undefined : trimmed;
}

import { Problem } from '@loyalty/service-host';
import { canonicalIdentity, IDENTITY_KINDS, type Identity, type IdentityKind } from '@loyalty/contracts';

type Sent = Readonly<Partial<Record<IdentityKind, string | null>>>;

/** What was sent under the names of the kinds, in the order of the kinds. */
export function sentIdentities(sent: Sent): readonly Identity[] {
  return IDENTITY_KINDS.flatMap((kind) => {
    const value = sent[kind];
    return value === undefined || value === null ? [] : [{ kind, value }];
  });
}

/** The same in the one spelling in which they are kept; the DTO has refused those that have none. */
export function canonicalIdentities(sent: Sent): readonly Identity[] {
  return sentIdentities(sent).flatMap((identity) => canonicalIdentity(identity) ?? []);
}

export function onlyOne(identities: readonly Identity[]): Identity {
  const [identity] = identities;
  if (identity !== undefined && identities.length === 1) return identity;
  const expected = `exactly one of ${IDENTITY_KINDS.join(', ')}`;
  const found = identities.length === 0 ? 'none of them' : identities.map(({ kind }) => kind).join(', ');
  throw new Problem({
    status: 400,
    code: 'invalid_request',
    errors: [{ pointer: '', code: 'not_one', expected, found }],
  });
}

export function toKind(text: string): IdentityKind | undefined {
  return IDENTITY_KINDS.find((kind) => kind === text);
}

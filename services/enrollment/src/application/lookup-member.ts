import { type Identity, identityShown } from '@loyalty/contracts';
import { done, type Outcome } from '../domain/refusal.js';
import { present } from './present.js';
import { withStanding, type MemberView, type ViewPorts } from './view-member.js';

/** The one call at a till: who is this, and what do they have? */
export async function lookupMember(identity: Identity, { records, standing }: ViewPorts): Promise<Outcome<MemberView>> {
  // A purchase may have enrolled someone under an identity that could not be attached by hand; it finds them too.
  const found = present(await records.findByIdentity(identityShown(identity)));
  return found.refused ? found : done(await withStanding(found.done, standing));
}

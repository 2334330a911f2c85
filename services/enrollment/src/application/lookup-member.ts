import { type Identity, identityShown } from '@loyalty/contracts';
import type { Outcome } from '../domain/refusal.js';
import { present } from './present.js';
import { viewMember, type MemberView, type ViewPorts } from './view-member.js';

/** The one call at a till: who is this, and what do they have? */
export async function lookupMember(identity: Identity, ports: ViewPorts): Promise<Outcome<MemberView>> {
  // A purchase may have enrolled someone under an identity that could not be attached by hand; it finds them too.
  const found = present(await ports.records.findByIdentity(identityShown(identity)));
  return found.refused ? found : viewMember(found.done.id, ports);
}

import type { IdentityKind } from '@loyalty/contracts';
import { done, refuse, repeated, type Outcome } from '../domain/refusal.js';
import { refuseOtherContent } from '../domain/write.js';
import type { Clock, Fingerprints, MemberRecords } from './ports.js';
import { present } from './present.js';
import { recognisable, recorded, type WriteName } from './recognise-write.js';

export interface RemoveIdentity {
  readonly name: WriteName;
  readonly member: string;
  readonly kind: IdentityKind;
  readonly identity: string;
}

export interface RemovedIdentity {
  readonly id: string;
  readonly kind: IdentityKind;
}

export interface RemoveIdentityPorts {
  readonly records: MemberRecords;
  readonly fingerprints: Fingerprints;
  readonly clock: Clock;
  /** The member must not be recognised from memory any more; other processes hear of it by themselves. */
  readonly forget: (member: string) => void;
}

/** From here on the identity is nobody's: it can be attached to someone else, and finds nobody until then. */
export async function removeIdentity(
  command: RemoveIdentity,
  ports: RemoveIdentityPorts,
): Promise<Outcome<RemovedIdentity>> {
  const { member: named, kind, identity } = command;
  const member = await ownerOf(named, identity, ports.records);
  const content = { member: named, kind, identity };
  const asked = recognisable(ports.fingerprints, { name: command.name, operation: 'remove_identity', content });

  const outcome = await ports.records.change(async (change) => {
    const found = present(await change.hold(member));
    if (found.refused) return found;
    const first = await change.claim(recorded(asked, member, identity));
    if (first) {
      const refused = refuseOtherContent(first, asked);
      return refused ? refuse(refused) : repeated({ id: identity, kind });
    }
    const known = found.done.identities.some((one) => one.id === identity && one.kind === kind);
    if (!known) return refuse({ reason: 'identity_not_found' });

    await change.detach(member, identity);
    await change.noteContactChange(member, ports.clock.now());
    return done({ id: identity, kind });
  });
  ports.forget(member);
  return outcome;
}

/** Of those who turned out to be one member, the one whom it was attached to. */
async function ownerOf(named: string, identity: string, records: MemberRecords): Promise<string> {
  const { together } = await records.standing(named);
  if (together.length === 1) return named;
  const members = await records.findAll(together);
  const owner = members.find((member) => member?.identities.some(({ id }) => id === identity));
  return owner?.id ?? named;
}

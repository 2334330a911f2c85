import type { Identity } from '@loyalty/contracts';
import { IDENTITIES_PER_MEMBER_MAX } from '../domain/member.js';
import { done, refuse, repeated, type Outcome } from '../domain/refusal.js';
import { refuseOtherContent } from '../domain/write.js';
import type { Clock, Fingerprints, MemberRecords, NewId } from './ports.js';
import { present } from './present.js';
import { recognisable, recorded, type WriteName } from './recognise-write.js';

export interface AddIdentity {
  readonly name: WriteName;
  readonly member: string;
  /** In canonical form. */
  readonly identity: Identity;
}

export interface AddedIdentity {
  readonly id: string;
  readonly kind: Identity['kind'];
}

export interface AddIdentityPorts {
  readonly records: MemberRecords;
  readonly fingerprints: Fingerprints;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly wakeCourier: () => void;
}

/** One more way to recognise a member. What was bought under it while it was nobody's becomes the member's. */
export async function addIdentity(command: AddIdentity, ports: AddIdentityPorts): Promise<Outcome<AddedIdentity>> {
  const { kind, value } = command.identity;
  const content = { member: command.member, [kind]: value };
  const asked = recognisable(ports.fingerprints, { name: command.name, operation: 'add_identity', content });

  const outcome = await ports.records.change(async (change): Promise<Outcome<AddedIdentity>> => {
    const found = present(await change.hold(command.member));
    if (found.refused) return found;
    const { identities, accounts } = found.done;
    const same = identities.find((known) => known.kind === kind && known.value === value);
    const id = same?.id ?? ports.newId();
    const write = recorded(asked, command.member, id);
    const first = await change.claim(write);
    if (first) {
      const refused = refuseOtherContent(first, asked);
      return refused ? refuse(refused) : repeated({ id: first.subject, kind });
    }
    if (same) return repeated({ id, kind });
    if (identities.length >= IDENTITIES_PER_MEMBER_MAX) {
      return refuse({ reason: 'too_many_identities', max: IDENTITIES_PER_MEMBER_MAX });
    }

    const wanted = { id, identity: command.identity, addedAt: ports.clock.now() };
    const [attachment] = await change.attach(command.member, [wanted]);
    if (!attachment || attachment.taken) return refuse({ reason: 'identity_taken', kinds: [kind] });
    await change.noteContactChange(command.member, wanted.addedAt);
    if (attachment.waited) {
      await change.settle(write, attachment.id);
      for (const { id: account, programme, joinedAt } of accounts) {
        await change.claimWaiting({ member: command.member, account, programme, strangers: [attachment.id], joinedAt });
      }
    }
    return done({ id: attachment.id, kind });
  });
  ports.wakeCourier();
  return outcome;
}

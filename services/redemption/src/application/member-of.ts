import type { SentIdentity } from '../domain/sent-redemption.js';
import type { Identity, Owner, RedemptionPorts } from './ports.js';

/** Exactly one is there, as the schema says. */
function identityOf(member: SentIdentity): Identity {
  const [found] = Object.entries(member) as [Identity['kind'], string][];
  if (!found) throw new Error('an identity of no kind');
  return { kind: found[0], value: found[1] };
}

export async function memberOf(
  member: SentIdentity,
  programme: string,
  { members }: Pick<RedemptionPorts, 'members'>,
): Promise<Owner | undefined> {
  const [owner] = await members.resolve([{ programme, identity: identityOf(member) }]);
  return owner;
}
